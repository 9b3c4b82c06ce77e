/** The icons of the page, as lines of 16 by 16. They stand beside words, so they say nothing to a screen reader. */
const paths = {
  logo: 'M2.5 4h5M2.5 8h3M2.5 12h5M9.5 4.5 13 8l-3.5 3.5',
  check: 'm3.5 8.5 3 3 6-7',
  bang: 'M8 3.2v5.6M8 12.4v.2',
  cross: 'm4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6',
  minus: 'M4 8h8',
  plus: 'M8 3.5v9M3.5 8h9',
  tilde: 'M3 9c1.2-2.4 2.9-2.4 5-1s3.8 1.4 5-1',
  to: 'M3 8h9.5M9 4.5 12.5 8 9 11.5',
  up: 'm4 10 4-4 4 4',
  down: 'm4 6 4 4 4-4',
  right: 'm6 4 4 4-4 4',
  undo: 'M5.5 3 2.5 6l3 3M2.8 6h6.7a3.5 3.5 0 0 1 0 7H6',
  redo: 'm10.5 3 3 3-3 3M13.2 6H6.5a3.5 3.5 0 0 0 0 7H10',
  open: 'M2 12.5v-9h4l1.5 2H14v7z',
  save: 'M8 2.5v7M5 6.8l3 3 3-3M2.5 11v2.5h11V11',
  keys: 'M1.5 4.5h13v7h-13zM4 7h.1M6.6 7h.1M9.3 7h.1M12 7h.1M5 9.3h6',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1',
  book: 'M3 2.5h10v11H3zM6 5.5h4M6 8h4',
  clock: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 4.8V8l2.2 1.6',
  pin: 'M5.5 2.5h5l-.6 4L12 9H4l2.1-2.5zM8 9v4.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  dots: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  info: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 7.5v3.3M8 5.2v.1',
  bulb: 'M6 11.5c0-1.5-2-2.4-2-5a4 4 0 0 1 8 0c0 2.6-2 3.5-2 5zM6.5 13.8h3',
  cart: 'M1.5 3h2l1.7 7h6.6l1.7-5H4.2M6 13.2h.1M11 13.2h.1',
  user: 'M8 2.8a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4M3 13.5c.5-3 2.5-4 5-4s4.5 1 5 4',
  flask: 'M6.5 2.5v4L3 12.5q-.4 1 .6 1h8.8q1 0 .6-1L9.5 6.5v-4M5.5 2.5h5'
}

export type IconName = keyof typeof paths

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
