export {
  type AgentFilter,
  type AgentQuery,
  type AgentRow,
  addAgent,
  agentsByIds,
  agentsByNames,
  agentsOfMember,
  countAgents,
  findAgent,
  findAgents,
} from './agents.ts'
export { authenticate } from './authenticate.ts'
export { admitTenant, beginEnrolment, type Enrolment, sweepEnrolments, takeEnrolment } from './enrolment.ts'
export { commandPrincipal, identitiesOf, localAgents, localOwner, localPrincipal, localTenant } from './identities.ts'
export {
  countKeys,
  countLiveKeys,
  findKeyById,
  type IssuedKey,
  isLive,
  issueKey,
  issueKeyOnce,
  type KeyQuery,
  type KeyRow,
  lastUseOfKeys,
  linkKeyToAgent,
  listKeys,
  type NewKey,
  requireKey,
  revokeKey,
  rotateKey,
} from './keys.ts'
export { endKeyBy, issueKeyBy, rotateKeyBy } from './keys-by.ts'
export { addMember, findMember, listMembers, type MemberRow, membersByIds, removeMember } from './members.ts'
export { accounts } from './module.ts'
export { changeProfile, lockProfile, type Profile, type ProfileChange, readProfile } from './profile.ts'
export { type SignUp, signUp } from './sign-up.ts'
export {
  createTenant,
  ensureLocalTenant,
  findTenant,
  listTenants,
  type NewTenant,
  requireTenant,
  reserveTenant,
  setTenantStatus,
  type Tenant,
  type TenantStatus,
} from './tenants.ts'
