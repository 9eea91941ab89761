import { lazy } from 'react'
import { Route, Routes } from 'react-router'
import { GatewayList } from './gateway-list.tsx'
import { GatewayPage } from './gateway-page.tsx'

const AddGateway = lazy(() => import('./add-gateway.tsx'))

export default function Gateways() {
  return (
    <Routes>
      <Route index element={<GatewayList />} />
      <Route path="add" element={<AddGateway />} />
      <Route path=":gatewayId/*" element={<GatewayPage />} />
    </Routes>
  )
}
