import { Page } from '#apps/console/app/page.tsx'

export function DashboardPage() {
  return (
    <Page title="Dashboard">
      <p className="text-soft">What was sold, and what needs a hand.</p>
    </Page>
  )
}
