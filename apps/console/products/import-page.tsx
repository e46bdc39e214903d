import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button, Spinner } from '#apps/ui/button.tsx'
import { SelectField } from '#apps/ui/field.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { bytes } from '#apps/console/app/format.ts'
import { Page, Panel } from '#apps/console/app/page.tsx'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { ImportOutcome, type ImportReport } from '#apps/console/products/import-outcome.tsx'
import { importQuery, productsKey, type Job } from '#apps/console/products/product-queries.ts'
import { queryClient } from '#apps/console/app/query-client.ts'

const route = getRouteApi('/inside/products/import')
const back = { to: '/products', label: 'Products' } as const
const currencies = ['SGD', 'AUD', 'USD', 'EUR', 'GBP'] as const
const fileMaxBytes = 40_000_000

export function ImportPage() {
  const { job } = route.useSearch()
  return (
    <Page
      title="Import products"
      {...{ back }}
      lead="A Shopify or WooCommerce export, a Google Merchant feed, or JSON lines; plain or packed with gzip."
    >
      {job === undefined ? <Choose /> : <Progress id={job} />}
    </Page>
  )
}

function Choose() {
  const navigate = useNavigate()
  const [file, setFile] = useState<File | null>(null)
  const [currency, setCurrency] = useState<(typeof currencies)[number]>('SGD')
  const isTooLarge = file !== null && file.size > fileMaxBytes
  const start = useMutation({
    mutationFn: async (chosen: File) =>
      call('POST /v1/admin/imports', {
        body: { name: chosen.name, content: await base64Of(chosen), currency },
      }),
    onSuccess: ({ id }) => navigate({ to: '/products/import', search: { job: id } }),
  })
  return (
    <Panel title="Choose a file" className="max-w-2xl">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (file !== null) start.mutate(file)
        }}
      >
        <label className="flex flex-col items-center gap-2 rounded-2xl border-2 border-dashed border-strong-line px-6 py-10 text-center transition-colors hover:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          <Icon name="upload" className="size-8 text-soft" />
          <span className="font-semibold">{file === null ? 'A file of products' : file.name}</span>
          <span className="text-sm text-soft">
            {file === null ? 'CSV, TSV, XML, JSONL or one of them as .gz' : bytes(file.size)}
          </span>
          <input
            type="file"
            className="sr-only"
            accept=".csv,.tsv,.txt,.xml,.jsonl,.ndjson,.gz"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </label>
        <SelectField
          label="Currency of prices that name none"
          value={currency}
          onChange={(event) =>
            setCurrency(currencies.find((each) => each === event.target.value) ?? 'SGD')
          }
        >
          {currencies.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
        {isTooLarge ? (
          <Notice look="bad" title="The file is too large for a browser">
            Use the command line: meridian import reads files of any size.
          </Notice>
        ) : null}
        {start.error === null ? null : (
          <Notice look="bad" title="The import did not begin">
            {troubleIn(start.error)}
          </Notice>
        )}
        <Button
          type="submit"
          size="small"
          busy={start.isPending}
          disabled={file === null || isTooLarge}
        >
          Import
        </Button>
      </form>
    </Panel>
  )
}

function Progress({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(importQuery(id))
  if (data === undefined)
    return error === null ? (
      <p role="status" className="flex items-center gap-3 text-soft">
        <Spinner /> Reading …
      </p>
    ) : (
      <QueryFailed {...{ error }} onRetry={refetch} />
    )
  if (data.endedAt === null) return <Running job={data} />
  void queryClient.invalidateQueries({ queryKey: productsKey })
  return data.error === null ? (
    <ImportOutcome name={data.name} report={data.report as unknown as ImportReport} />
  ) : (
    <Notice look="bad" title="The import broke off">
      {data.error}
    </Notice>
  )
}

function Running({ job: { name, lines } }: { job: Job }) {
  return (
    <Panel title={name} className="max-w-2xl">
      <p role="status" className="flex items-center gap-3">
        <Spinner />
        {lines.at(-1)?.what ?? 'Reading …'}
      </p>
      <p className="mt-3 text-sm text-soft">
        It goes on when this page is closed, and importing the same file again changes nothing.
      </p>
    </Panel>
  )
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '')
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })
  return url.slice(url.indexOf(',') + 1)
}
