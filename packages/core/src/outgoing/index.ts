export { type AllowList, mayReach, readAllowList } from './addresses.ts'
export { type OutgoingAnswer, type OutgoingRequest, requestOutgoing } from './request.ts'
