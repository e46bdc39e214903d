import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { SelectField, TextArea, TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { words } from '#apps/console/app/format.ts'
import { Page, Panel } from '#apps/console/app/page.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { useLeaveGuard } from '#apps/console/app/use-leave-guard.tsx'
import { PictureList } from '#apps/console/products/picture-list.tsx'
import { flawsIn, withPicture, type Draft } from '#apps/console/products/product-draft.ts'
import type { KeptProduct } from '#apps/console/products/product-queries.ts'
import { productStatuses } from '#apps/console/products/product-search.ts'
import { ProductStatusBadge } from '#apps/console/products/product-status-badge.tsx'
import { isStale, useProductEdit } from '#apps/console/products/use-product-edit.tsx'
import { useUploads } from '#apps/console/products/use-uploads.ts'
import { VariantTable } from '#apps/console/products/variant-table.tsx'

const back = { to: '/products', label: 'Products' } as const

/** @param loaded null for a new product */
export function ProductForm({ loaded }: { loaded: KeptProduct | null }) {
  const may = useMay()
  const navigate = useNavigate()
  const { draft, setDraft, before, isDirty, save, conflict } = useProductEdit(loaded)
  const guard = useLeaveGuard(isDirty)
  const [isTried, setTried] = useState(false)
  const flaws = flawsIn(draft)
  const shown = isTried ? flaws : {}
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const uploads = useUploads(({ url, width, height }) =>
    setDraft((now) => withPicture(now, { url, alt: '', width, height })),
  )
  const field = (name: Exclude<keyof Draft, 'options' | 'variants' | 'media'>) => ({
    value: draft[name],
    error: shown[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  })
  const onSaved = ({ product: { handle } }: KeptProduct) =>
    void navigate({ to: '/products/$handle', params: { handle }, ignoreBlocker: true })
  const isOpen = may('catalog:write')
  return (
    <Page
      title={before?.title ?? 'New product'}
      {...{ back }}
      beside={before === null ? undefined : <ProductStatusBadge status={before.status} />}
      lead={before === null ? 'It is found under its handle, which never changes.' : before.handle}
      actions={
        isOpen ? (
          <Button type="submit" form="product" size="small" busy={save.isPending}>
            Save
          </Button>
        ) : undefined
      }
    >
      <form
        id="product"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (Object.keys(flaws).length === 0 && !uploads.areOnTheirWay)
            save.mutate(draft, { onSuccess: onSaved })
        }}
      >
        <fieldset disabled={!isOpen} className="space-y-4">
          {conflict}
          {save.error === null || isStale(save.error) ? null : (
            <Notice look="bad" title="It was not saved">
              {troubleIn(save.error)}
            </Notice>
          )}
          {isTried && Object.keys(flaws).length > 0 ? (
            <Notice look="warn" title="Something is missing or cannot be read">
              Look for the marked fields below.
            </Notice>
          ) : null}
          {isTried && uploads.areOnTheirWay ? (
            <Notice look="warn" title="Pictures are still on their way">
              Save once they have arrived.
            </Notice>
          ) : null}
          <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[1fr_20rem]">
            <div className="min-w-0 space-y-4">
              <Panel title="What it is">
                <div className="space-y-4">
                  <TextField label="Title" {...field('title')} />
                  {before === null ? (
                    <TextField
                      label="Handle"
                      hint="The end of its address in the shop"
                      {...field('handle')}
                    />
                  ) : null}
                  <TextArea
                    label="Description, as HTML"
                    rows={7}
                    hint="The shop shows it without anything that could run"
                    {...field('descriptionHtml')}
                  />
                </div>
              </Panel>
              <Panel title="Options and variants">
                <VariantTable {...{ draft, setDraft }} flaws={shown} />
              </Panel>
              <Panel title="Pictures">
                <PictureList {...{ draft, setDraft, uploads }} mayChange={isOpen} />
              </Panel>
            </div>
            <div className="min-w-0 space-y-4">
              <Panel title="Where it stands">
                <div className="space-y-4">
                  <SelectField
                    label="Status"
                    value={draft.status}
                    onChange={(event) =>
                      set({
                        status:
                          productStatuses.find((each) => each === event.target.value) ?? 'draft',
                      })
                    }
                  >
                    {productStatuses.map((each) => (
                      <option key={each} value={each}>
                        {words(each)}
                      </option>
                    ))}
                  </SelectField>
                  <TextField label="Vendor" {...field('vendor')} />
                  <TextField label="Type" {...field('type')} />
                  <TextField
                    label="Categories"
                    hint="Handles, with commas between"
                    {...field('categories')}
                  />
                  <TextField
                    label="Collections"
                    hint="Handles, with commas between"
                    {...field('collections')}
                  />
                  <TextField label="Tags" hint="With commas between" {...field('tags')} />
                </div>
              </Panel>
              <Panel title="For search engines">
                <div className="space-y-4">
                  <TextField label="Title there" {...field('seoTitle')} />
                  <TextArea label="Description there" {...field('seoDescription')} />
                </div>
              </Panel>
            </div>
          </div>
        </fieldset>
      </form>
      {guard}
    </Page>
  )
}
