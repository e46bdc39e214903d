export interface Bar {
  readonly name: string
  readonly value: number
}

const width = 600
const gap = 0.28

/** A small bar chart. Whoever does not see it gets the same as a table. */
export function Bars({
  label,
  of,
  height = 160,
  format,
}: {
  readonly label: string
  readonly of: readonly Bar[]
  readonly height?: number
  readonly format: (value: number) => string
}) {
  const most = Math.max(1, ...of.map(({ value }) => value))
  const step = width / Math.max(1, of.length)
  return (
    <figure aria-label={label}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="mt-2 w-full"
        style={{ height }}
      >
        <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className="stroke-line" />
        {of.map(({ name, value }, position) => {
          const tall = value === 0 ? 2 : Math.max(4, (value / most) * (height - 4))
          return (
            <rect
              key={name}
              x={position * step + (step * gap) / 2}
              y={height - tall}
              width={step * (1 - gap)}
              height={tall}
              className={value === 0 ? 'fill-line' : 'fill-accent'}
            >
              <title>{`${name}: ${format(value)}`}</title>
            </rect>
          )
        })}
      </svg>
      <table className="sr-only">
        <caption>{label}</caption>
        <tbody>
          {of.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{format(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
