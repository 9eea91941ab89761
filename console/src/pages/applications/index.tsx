import { Route, Routes } from 'react-router'
import { ApplicationList } from './application-list.tsx'
import { ApplicationPage } from './application-page.tsx'

export default function Applications() {
  return (
    <Routes>
      <Route index element={<ApplicationList />} />
      <Route path=":applicationId/*" element={<ApplicationPage />} />
    </Routes>
  )
}
