import { Route, Routes } from 'react-router'
import { RehearsalPage } from './rehearsal-page.tsx'
import { RehearsalsPage } from './rehearsals-page.tsx'

/** Rehearsals: start one and see those before it; watch one. */
export default function Rehearse() {
  return (
    <Routes>
      <Route index element={<RehearsalsPage />} />
      <Route path=":rehearsalId" element={<RehearsalPage />} />
    </Routes>
  )
}
