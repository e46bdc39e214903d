import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { count, plural } from '#apps/console/app/format.ts'
import { saveFile } from '#apps/console/app/save-file.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'

const pageSize = 100

/** The whole catalogue as JSON lines, as an import takes them. */
export function ExportButton() {
  const [done, setDone] = useState(0)
  const save = useMutation({
    mutationFn: async () => {
      const lines: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const query: { limit: number; cursor?: string } = { limit: pageSize }
        if (cursor !== '') query.cursor = cursor
        const page = await call('GET /v1/admin/products/export', { query })
        for (const { id: _id, createdAt: _createdAt, ...product } of page.items)
          lines.push(JSON.stringify({ product, stock: [] }))
        setDone(lines.length)
        cursor = page.next
      }
      return lines
    },
    onSuccess: (lines) => {
      saveFile('products.jsonl', 'application/jsonl', `${lines.join('\n')}\n`)
      toast(`${plural(lines.length, 'product')} saved`)
    },
    onError: (error) => toast(troubleIn(error), 'bad'),
  })
  return (
    <Button look="plain" size="small" busy={save.isPending} onClick={() => save.mutate()}>
      {save.isPending ? null : <Icon name="download" className="size-4" />}
      {save.isPending ? count(done) : 'Export'}
    </Button>
  )
}
