import { linkServices } from '@vesta-cx/db';
import { describe, expect, it } from 'vitest';
import { linkName, serviceName, serviceOf } from './services.ts';

describe('serviceOf', () => {
  it.each([
    ['https://open.spotify.com/album/0sNOF9WDwhWunNAHPD3Baj', 'spotify'],
    ['https://music.apple.com/de/album/homework/697194953', 'apple-music'],
    ['https://geo.music.apple.com/de/album/697194953', 'apple-music'],
    ['https://www.youtube.com/watch?v=abc', 'youtube'],
    ['https://m.youtube.com/watch?v=abc', 'youtube'],
    ['https://youtu.be/abc', 'youtube'],
    ['https://music.youtube.com/playlist?list=abc', 'youtube-music'],
    ['https://tidalflats.bandcamp.com/album/low-water', 'bandcamp'],
    ['HTTPS://SoundCloud.com/somebody', 'soundcloud'],
    ['https://listen.tidal.com/album/1', 'tidal'],
    ['https://music.amazon.co.uk/albums/B0', 'amazon-music'],
    ['https://music.amazon.de/albums/B0', 'amazon-music'],
    ['https://www.amazon.de/dp/B0', 'other'],
    ['https://notspotify.com/album', 'other'],
    ['https://spotify.com.example.org/album', 'other'],
    ['https://example.org/?u=https://open.spotify.com', 'other'],
    ['not an address', 'other'],
  ])('%s → %s', (url, service) => {
    expect(serviceOf(url)).toBe(service);
  });
});

describe('linkName', () => {
  it('is what people call the service', () => {
    expect(linkName('https://music.apple.com/x')).toBe('Apple Music');
  });

  it('is the host where the service is unknown', () => {
    expect(linkName('https://www.example.org/shop')).toBe('example.org');
  });

  it('is a host of other scripts as people read it, but not one that reads like a service', () => {
    expect(linkName('https://xn--bcher-kva.example/shop')).toBe('bücher.example');
    const alike = new URL('https://bändcamp.com/shop').href;
    expect(linkName(alike)).toBe('xn--bndcamp-5wa.com');
  });
});

it('every service has a name', () => {
  for (const service of linkServices) expect(serviceName(service)).toBeTruthy();
});
