/** Whether browsers show the picture: the site's policy refuses what does not come over https. */
export const isShowable = (src: string | null | undefined): src is string =>
  !!src && !/^http:/i.test(src);
