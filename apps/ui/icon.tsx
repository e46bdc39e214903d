// Drawn for this shop on a field of 24 by 24, in strokes of one width.

const shapes = {
  bag: 'M6 8h12l1 12H5L6 8Zm3 0V7a3 3 0 0 1 6 0v1',
  search: 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm5.2 12.2L20.5 20.5',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  pause: 'M9 6v12M15 6v12',
  minus: 'M5 12h14',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  down: 'm6 9.5 6 6 6-6',
  up: 'm6 14.5 6-6 6 6',
  right: 'm9.5 6 6 6-6 6',
  left: 'm14.5 6-6 6 6 6',
  globe:
    'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Zm-8.5 8.5h17M12 3.5c2.5 2.3 3.6 5.2 3.6 8.5s-1.1 6.2-3.6 8.5c-2.5-2.3-3.6-5.2-3.6-8.5s1.1-6.2 3.6-8.5Z',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0-5v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1',
  moon: 'M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5M10 10.5v5.5M14 10.5v5.5',
  truck:
    'M3 6.5h11v10H3v-10Zm11 3h4l3 3.5v3.5h-7v-7ZM7 19a1.8 1.8 0 1 0 0-.1M17 19a1.8 1.8 0 1 0 0-.1',
  card: 'M3.5 6h17v12.5h-17V6Zm0 4h17M7 15h3.5',
  alert: 'M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.3v.2',
  info: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Zm0 7.5v5.5m0-8.7v.2',
  filter: 'M4 7h16M7 12h10M10 17h4',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  home: 'm4 11 8-7 8 7v8.5h-5.5V14h-5v5.5H4V11Z',
  cloud: 'M7 18.5a4 4 0 0 1-.6-8A5.5 5.5 0 0 1 17 9.3a4.6 4.6 0 0 1 .2 9.2H7Z',
  star: 'm12 4 2.4 5.1 5.6.7-4.1 3.8 1.1 5.5L12 16.4l-5 2.7 1.1-5.5L4 9.8l5.6-.7L12 4Z',
  chart: 'M4 20h16M7 16.5v-5M12 16.5V6M17 16.5v-8',
  box: 'M12 3.5 20 8v8l-8 4.5L4 16V8l8-4.5Zm0 9L20 8M12 12.5 4 8m8 4.5v8',
  tag: 'M4 4h8l8.5 8.5-8 8L4 12V4Zm4 3.9v.2',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 19.5c0-3 2.5-5 6-5s6 2 6 5M15.5 4.9a3.5 3.5 0 0 1 0 6.2M17 14.9c2.5.5 4 2.3 4 4.6',
  sliders: 'M4 7h9m4 0h3M4 17h3m4 0h9M15 4.8v4.4M9 14.8v4.4',
  stack: 'm12 4 8.5 4.5L12 13 3.5 8.5 12 4Zm-8.5 8.5L12 17l8.5-4.5M3.5 16.5 12 21l8.5-4.5',
  letter: 'M3.5 6h17v12.5h-17V6Zm.3.4 8.2 6.6 8.2-6.6',
  pulse: 'M3 12h4l2.5-6.5 5 13L17 12h4',
  waterfall: 'M3.5 6.5h8M7.5 12h8M12.5 17.5h8',
  shield:
    'M12 3.5 19.5 6v5.5c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9V6L12 3.5Zm-3.3 8.3 2.4 2.4 4.3-4.6',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.4v.2m0 5.3v.2m0 5.3v.2',
  key: 'M8 11a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.2 1.3L20 3.5m-3.5 3.5 2.5 2.5',
  upload: 'M12 15.5V4.5m-4.5 4L12 4l4.5 4.5M4.5 15v4.5h15V15',
  download: 'M12 4v11m-4.5-4 4.5 4.5 4.5-4.5M4.5 15v4.5h15V15',
  out: 'M14 4.5h5.5V10M19 5l-8 8M10 5.5H4.5v14h14V14',
  half: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Zm0 0v17M12 7h4.5M12 12h8.5M12 17h4.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  edit: 'm5 19 1-4.5L15.5 5 19 8.5 9.5 18 5 19Zm8.5-12 3.5 3.5',
  swap: 'M4 8.5h15m-3.5-4 4 4-4 4M20 16H5m3.5-4-4 4 4 4',
  leave: 'M14 4.5H5v15h9M10 12h10.5m-4-4 4 4-4 4',
} as const

export type IconName = keyof typeof shapes

/** Says nothing to a screen reader: the words beside it, or the name of its button, do. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
