import { lazy } from 'react'
import { Route, Routes } from 'react-router'
import { HomePage } from './home-page.tsx'

const Setup = lazy(() => import('./setup/setup-page.tsx'))

export default function Home() {
  return (
    <Routes>
      <Route index element={<HomePage />} />
      <Route path="setup" element={<Setup />} />
    </Routes>
  )
}
