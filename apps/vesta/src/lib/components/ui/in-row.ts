/**
 * On a phone the current one of a row of links may be beyond the edge: moves the row, and nothing
 * else, until it shows.
 */
export const shownInRow = (isCurrent: boolean) => (link: HTMLElement) => {
  const row = link.closest('nav');
  if (!isCurrent || !row) return;
  const [own, all] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
  if (own.left < all.left || own.right > all.right) {
    row.scrollLeft += (own.left + own.right - all.left - all.right) / 2;
  }
};
