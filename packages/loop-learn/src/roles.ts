/** Whose notes these are decides what they see, not their role; superadmins have no notes and see none. */
export const everybody = ['user', 'agent', 'orchestrator'] as const
