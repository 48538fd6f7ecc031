/** One tool of the reference: its arguments, those of them that are required, and what ours takes besides. */
export interface ReferenceTool {
  name: string
  arguments: string[]
  required: string[]
  /** Arguments of ours that the reference does not have; none is required. */
  more: string[]
}

/** A tool whose required arguments end with `*`. */
function tool(name: string, args = '', more = ''): ReferenceTool {
  const words = args.split(' ').filter(Boolean)
  return {
    name,
    arguments: words.map((word) => word.replace('*', '')),
    required: words.filter((word) => word.endsWith('*')).map((word) => word.replace('*', '')),
    more: more.split(' ').filter(Boolean),
  }
}

/** The thirty-three tools of the loopctl server, as its page describes them. */
export const referenceTools: readonly ReferenceTool[] = [
  tool('bulk_mark_complete', 'stories*'),
  tool('claim_story', 'story_id*'),
  tool('contract_story', 'story_id* story_title* ac_count*'),
  tool('create_project', 'name* slug* repo_url description tech_stack', 'mission metadata'),
  tool('get_progress', 'project_id* include_cost'),
  tool('get_story', 'story_id*'),
  tool('get_tenant'),
  // Without a star: payload_path stands for it.
  tool('import_stories', 'project_id* payload', 'payload_path merge'),
  tool('list_projects', '', 'offset'),
  tool('list_ready_stories', 'project_id* limit'),
  tool('list_routes', '', 'search'),
  tool('list_stories', 'project_id* agent_status verified_status epic_id limit offset include_token_totals', 'review_requested'),
  tool('reject_story', 'story_id* reason*', 'findings review_type'),
  tool('report_story', 'story_id* artifact_type artifact_path token_usage', 'artifact'),
  tool('request_review', 'story_id*'),
  tool('review_complete', 'story_id* review_type* findings_count fixes_count disproved_count summary', 'completed_at'),
  tool('start_story', 'story_id*'),
  tool('verify_all_in_epic', 'epic_id* review_type* summary*'),
  tool('verify_story', 'story_id* summary* review_type*', 'result findings'),
  tool('report_token_usage', 'story_id* input_tokens* output_tokens* model_name* cost_millicents* phase skill_version_id session_id'),
  tool('get_cost_summary', 'project_id* breakdown'),
  tool('get_story_token_usage', 'story_id*'),
  tool('get_cost_anomalies', 'project_id'),
  tool('set_token_budget', 'scope_type* scope_id* budget_millicents* alert_threshold_pct', 'enforcement'),
  tool('knowledge_index', 'project_id story_id'),
  tool('knowledge_search', 'q* project_id story_id category tags mode limit'),
  tool('knowledge_get', 'article_id* project_id story_id'),
  tool('knowledge_context', 'query* project_id story_id limit recency_weight', 'status'),
  // The reference requires a category over HTTP, and not of its tool.
  tool('knowledge_create', 'title* body* category* tags project_id'),
  tool('knowledge_publish', 'article_id*'),
  tool('knowledge_drafts', 'limit offset project_id'),
  tool('knowledge_lint', 'project_id stale_days min_coverage max_per_category'),
  tool('knowledge_export', 'project_id'),
]

/** Tools that the reference has besides the thirty-three, and one that its page leaves to HTTP. */
export const furtherTools: readonly string[] = [
  'backfill_story',
  'create_epic',
  'create_story',
  'delete_project',
  'force_unclaim_story',
  'knowledge_agent_usage',
  'knowledge_analytics_top',
  'knowledge_archive',
  'knowledge_article_stats',
  'knowledge_bulk_publish',
  'knowledge_delete',
  'knowledge_ingest',
  'knowledge_ingest_batch',
  'knowledge_ingestion_jobs',
  'knowledge_unpublish',
  'knowledge_unused_articles',
  'unclaim_story',
]
