import './console.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '#apps/console/app/query-client.ts'
import { router } from '#apps/console/app/router.tsx'
import { showTheme, theme } from '#apps/console/app/theme.ts'

showTheme(theme())
const element = document.getElementById('app')
if (element === null) throw new Error('the page has no place for the console')
createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
