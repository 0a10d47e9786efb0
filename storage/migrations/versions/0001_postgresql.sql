CREATE TABLE audit (
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT DEFAULT '' NOT NULL,
  kind TEXT NOT NULL,
  facts TEXT NOT NULL,
  commitment TEXT DEFAULT '' NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_audit PRIMARY KEY (stream, seq)
)

CREATE INDEX ix_audit_at ON audit (at)

CREATE TABLE checkpoint (
  no BIGINT NOT NULL,
  at BIGINT NOT NULL,
  heads TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_checkpoint PRIMARY KEY (no)
)

CREATE TABLE counter (
  name TEXT NOT NULL,
  value BIGINT NOT NULL,
  CONSTRAINT pk_counter PRIMARY KEY (name)
)

CREATE TABLE fund (
  id TEXT NOT NULL,
  allocated BIGINT NOT NULL,
  reserved BIGINT NOT NULL,
  spent BIGINT NOT NULL,
  CONSTRAINT pk_fund PRIMARY KEY (id),
  CONSTRAINT ck_fund_allocated_not_negative CHECK (allocated >= 0),
  CONSTRAINT ck_fund_parts_not_negative CHECK (reserved >= 0 AND spent >= 0),
  CONSTRAINT ck_fund_never_overspent CHECK (reserved + spent <= allocated)
)

CREATE TABLE helped_count (
  programme TEXT NOT NULL,
  thing TEXT NOT NULL,
  people BIGINT NOT NULL,
  helped BIGINT NOT NULL,
  CONSTRAINT pk_helped_count PRIMARY KEY (programme, thing),
  CONSTRAINT ck_helped_count_some_of_them CHECK (helped >= 0 AND helped <= people)
)

CREATE TABLE helped_mark (
  mark TEXT NOT NULL,
  helped BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_helped_mark PRIMARY KEY (mark),
  CONSTRAINT ck_helped_mark_helped_bool CHECK (helped IN (0, 1))
)

CREATE TABLE inbox (
  channel TEXT NOT NULL,
  update_id TEXT NOT NULL,
  chat TEXT,
  received_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT DEFAULT '0' NOT NULL,
  error TEXT DEFAULT '' NOT NULL,
  payload_sealed BYTEA,
  CONSTRAINT pk_inbox PRIMARY KEY (channel, update_id),
  CONSTRAINT ck_inbox_state_known CHECK (state IN ('new', 'done', 'parked'))
)

CREATE INDEX ix_inbox_new ON inbox (received_at) WHERE state = 'new'

CREATE TABLE meta (
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT pk_meta PRIMARY KEY (key)
)

CREATE TABLE person (
  id TEXT NOT NULL,
  programme TEXT NOT NULL,
  team TEXT DEFAULT '' NOT NULL,
  care_co_ordinator TEXT,
  wrapped_key BYTEA,
  private_sealed BYTEA,
  wishes_sealed BYTEA,
  enrolled BIGINT DEFAULT '0' NOT NULL,
  unconfirmed BIGINT DEFAULT '0' NOT NULL,
  paused BIGINT DEFAULT '0' NOT NULL,
  check_ins BIGINT DEFAULT '1' NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT pk_person PRIMARY KEY (id),
  CONSTRAINT ck_person_enrolled_bool CHECK (enrolled IN (0, 1)),
  CONSTRAINT ck_person_unconfirmed_bool CHECK (unconfirmed IN (0, 1)),
  CONSTRAINT ck_person_paused_bool CHECK (paused IN (0, 1)),
  CONSTRAINT ck_person_check_ins_bool CHECK (check_ins IN (0, 1)),
  CONSTRAINT fk_person_care_co_ordinator FOREIGN KEY(care_co_ordinator) REFERENCES person (id)
)

CREATE INDEX ix_person_care_co_ordinator ON person (care_co_ordinator)

CREATE INDEX ix_person_team ON person (programme, team)

CREATE TABLE timer (
  key TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  request TEXT DEFAULT '' NOT NULL,
  person TEXT DEFAULT '' NOT NULL,
  value TEXT DEFAULT '' NOT NULL,
  n BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  CONSTRAINT pk_timer PRIMARY KEY (key)
)

CREATE INDEX ix_timer_due ON timer (due_at)

CREATE INDEX ix_timer_request ON timer (request)

CREATE TABLE chat (
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  person TEXT,
  change_no BIGINT DEFAULT '0' NOT NULL,
  tries BIGINT DEFAULT '0' NOT NULL,
  tries_since BIGINT,
  closed BIGINT DEFAULT '0' NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT pk_chat PRIMARY KEY (id),
  CONSTRAINT uq_chat_channel_address UNIQUE (channel, address),
  CONSTRAINT ck_chat_channel_known CHECK (channel IN ('web', 'push')),
  CONSTRAINT ck_chat_closed_bool CHECK (closed IN (0, 1)),
  CONSTRAINT fk_chat_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_chat_person ON chat (person)

CREATE TABLE equality (
  person TEXT NOT NULL,
  question TEXT NOT NULL,
  answer_sealed BYTEA NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_equality PRIMARY KEY (person, question),
  CONSTRAINT fk_equality_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE TABLE helped_draft (
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  helper TEXT NOT NULL,
  kind TEXT NOT NULL,
  plan_sealed BYTEA,
  at BIGINT NOT NULL,
  settled_at BIGINT,
  CONSTRAINT pk_helped_draft PRIMARY KEY (id),
  CONSTRAINT fk_helped_draft_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_helped_draft_helper FOREIGN KEY(helper) REFERENCES person (id)
)

CREATE INDEX ix_helped_draft_person ON helped_draft (person, helper)

CREATE TABLE invite (
  id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  link_hash TEXT NOT NULL,
  by TEXT NOT NULL,
  kind TEXT DEFAULT 'person' NOT NULL,
  programme TEXT NOT NULL,
  team TEXT DEFAULT '' NOT NULL,
  private_sealed BYTEA,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  person TEXT,
  CONSTRAINT pk_invite PRIMARY KEY (id),
  CONSTRAINT uq_invite_code_hash UNIQUE (code_hash),
  CONSTRAINT uq_invite_link_hash UNIQUE (link_hash),
  CONSTRAINT fk_invite_by FOREIGN KEY(by) REFERENCES person (id),
  CONSTRAINT fk_invite_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE TABLE request (
  id TEXT NOT NULL,
  reference TEXT NOT NULL,
  person TEXT NOT NULL,
  programme TEXT NOT NULL,
  programme_version TEXT NOT NULL,
  team TEXT DEFAULT '' NOT NULL,
  fund TEXT NOT NULL,
  state TEXT NOT NULL,
  amount_pence BIGINT NOT NULL,
  version BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  offer TEXT DEFAULT '' NOT NULL,
  deployment TEXT DEFAULT '' NOT NULL,
  plan_sealed BYTEA,
  private_sealed BYTEA,
  barred TEXT NOT NULL,
  passed_to TEXT,
  question_by TEXT,
  sent_at BIGINT NOT NULL,
  state_since BIGINT NOT NULL,
  decided_at BIGINT,
  arrived_at BIGINT,
  paid_pence BIGINT DEFAULT '0' NOT NULL,
  payment_reference TEXT DEFAULT '' NOT NULL,
  paid_on TEXT,
  next_due TEXT,
  CONSTRAINT pk_request PRIMARY KEY (id),
  CONSTRAINT ck_request_state_known CHECK (state IN ('draft', 'enquiry', 'waiting_signature', 'waiting_answer', 'waiting_money', 'approved', 'released', 'on_hold', 'payment_failed', 'paid', 'problem', 'arrived', 'closed', 'declined', 'withdrawn', 'expired', 'stopped')),
  CONSTRAINT ck_request_amount_positive CHECK (amount_pence > 0 OR (amount_pence = 0 AND (offer <> '' OR state IN ('draft', 'enquiry', 'withdrawn', 'closed', 'stopped', 'arrived', 'problem', 'expired')))),
  CONSTRAINT ck_request_paid_not_negative CHECK (paid_pence >= 0),
  CONSTRAINT uq_request_reference UNIQUE (reference),
  CONSTRAINT fk_request_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_request_passed_to FOREIGN KEY(passed_to) REFERENCES person (id),
  CONSTRAINT fk_request_question_by FOREIGN KEY(question_by) REFERENCES person (id)
)

CREATE INDEX ix_request_person ON request (person, sent_at)

CREATE INDEX ix_request_state ON request (programme, state, state_since)

CREATE TABLE role_grant (
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  scope_kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  limit_pence BIGINT,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  CONSTRAINT pk_role_grant PRIMARY KEY (id),
  CONSTRAINT ck_role_grant_role_known CHECK (role IN ('budget_holder', 'supporter', 'peer_supporter', 'care_co_ordinator', 'team_leader', 'lived_experience_reviewer', 'phb_lead_clinician', 'commissioner', 'phb_facilitator', 'panel_member', 'support_planner', 'payments_organisation', 'finance', 'programme_admin', 'auditor')),
  CONSTRAINT ck_role_grant_scope_kind_known CHECK (scope_kind IN ('team', 'programme', 'organisation')),
  CONSTRAINT ck_role_grant_limit_not_negative CHECK (limit_pence IS NULL OR limit_pence >= 0),
  CONSTRAINT fk_role_grant_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_role_grant_person ON role_grant (person)

CREATE INDEX ix_role_grant_who ON role_grant (scope_kind, scope, role)

CREATE TABLE sign_in_link (
  link_hash TEXT NOT NULL,
  person TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  CONSTRAINT pk_sign_in_link PRIMARY KEY (link_hash),
  CONSTRAINT fk_sign_in_link_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_sign_in_link_person ON sign_in_link (person)

CREATE TABLE task (
  key TEXT NOT NULL,
  owner TEXT,
  task TEXT NOT NULL,
  about TEXT NOT NULL,
  request TEXT DEFAULT '' NOT NULL,
  role TEXT DEFAULT '' NOT NULL,
  scope TEXT DEFAULT '' NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  CONSTRAINT pk_task PRIMARY KEY (key),
  CONSTRAINT ck_task_somebodys CHECK (owner IS NOT NULL OR role <> ''),
  CONSTRAINT fk_task_owner FOREIGN KEY(owner) REFERENCES person (id),
  CONSTRAINT fk_task_about FOREIGN KEY(about) REFERENCES person (id)
)

CREATE INDEX ix_task_about ON task (about, closed_at)

CREATE INDEX ix_task_owner ON task (owner, closed_at)

CREATE INDEX ix_task_queue ON task (scope, role, closed_at)

CREATE TABLE tie (
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  helper TEXT NOT NULL,
  kind TEXT NOT NULL,
  leave TEXT NOT NULL,
  authority TEXT DEFAULT '' NOT NULL,
  confirmed BIGINT DEFAULT '0' NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL,
  ended_at BIGINT,
  CONSTRAINT pk_tie PRIMARY KEY (id),
  CONSTRAINT ck_tie_kind_known CHECK (kind IN ('supporter', 'peer_supporter', 'representative')),
  CONSTRAINT ck_tie_confirmed_bool CHECK (confirmed IN (0, 1)),
  CONSTRAINT fk_tie_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_tie_helper FOREIGN KEY(helper) REFERENCES person (id)
)

CREATE INDEX ix_tie_helper ON tie (helper, since)

CREATE INDEX ix_tie_person ON tie (person, since)

CREATE TABLE web_pin (
  person TEXT NOT NULL,
  hash_sealed BYTEA NOT NULL,
  set_at BIGINT NOT NULL,
  CONSTRAINT pk_web_pin PRIMARY KEY (person),
  CONSTRAINT fk_web_pin_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE TABLE answer (
  request TEXT NOT NULL,
  round TEXT NOT NULL,
  question TEXT NOT NULL,
  person TEXT NOT NULL,
  number BIGINT,
  choice TEXT DEFAULT '' NOT NULL,
  words_sealed BYTEA,
  late_baseline BIGINT DEFAULT '0' NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_answer PRIMARY KEY (request, round, question),
  CONSTRAINT ck_answer_nought_to_ten CHECK (number IS NULL OR (number >= 0 AND number <= 10)),
  CONSTRAINT ck_answer_late_baseline_bool CHECK (late_baseline IN (0, 1)),
  CONSTRAINT fk_answer_request FOREIGN KEY(request) REFERENCES request (id),
  CONSTRAINT fk_answer_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE TABLE attachment (
  id TEXT NOT NULL,
  chat TEXT NOT NULL,
  person TEXT,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  seconds BIGINT,
  name_sealed BYTEA,
  bytes_sealed BYTEA,
  at BIGINT NOT NULL,
  CONSTRAINT pk_attachment PRIMARY KEY (id),
  CONSTRAINT fk_attachment_chat FOREIGN KEY(chat) REFERENCES chat (id),
  CONSTRAINT fk_attachment_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE TABLE decision (
  id TEXT NOT NULL,
  request TEXT NOT NULL,
  stage BIGINT NOT NULL,
  by TEXT NOT NULL,
  holder TEXT NOT NULL,
  role TEXT NOT NULL,
  verdict TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  reason_sealed BYTEA,
  CONSTRAINT pk_decision PRIMARY KEY (id),
  CONSTRAINT uq_decision_request_by_version UNIQUE (request, by, version),
  CONSTRAINT ck_decision_nobody_signs_their_own CHECK (by <> holder),
  CONSTRAINT ck_decision_role_known CHECK (role IN ('budget_holder', 'supporter', 'peer_supporter', 'care_co_ordinator', 'team_leader', 'lived_experience_reviewer', 'phb_lead_clinician', 'commissioner', 'phb_facilitator', 'panel_member', 'support_planner', 'payments_organisation', 'finance', 'programme_admin', 'auditor')),
  CONSTRAINT ck_decision_verdict_known CHECK (verdict IN ('approve', 'decline')),
  CONSTRAINT fk_decision_request FOREIGN KEY(request) REFERENCES request (id),
  CONSTRAINT fk_decision_by FOREIGN KEY(by) REFERENCES person (id),
  CONSTRAINT fk_decision_holder FOREIGN KEY(holder) REFERENCES person (id)
)

CREATE TABLE flag (
  request TEXT NOT NULL,
  exclusion TEXT NOT NULL,
  by TEXT,
  upheld BIGINT DEFAULT '0' NOT NULL,
  reason_sealed BYTEA,
  CONSTRAINT pk_flag PRIMARY KEY (request, exclusion),
  CONSTRAINT ck_flag_upheld_bool CHECK (upheld IN (0, 1)),
  CONSTRAINT fk_flag_request FOREIGN KEY(request) REFERENCES request (id),
  CONSTRAINT fk_flag_by FOREIGN KEY(by) REFERENCES person (id)
)

CREATE TABLE message (
  id TEXT NOT NULL,
  chat TEXT NOT NULL,
  change_no BIGINT NOT NULL,
  news_no BIGINT NOT NULL,
  order_no BIGINT NOT NULL,
  direction TEXT NOT NULL,
  key TEXT DEFAULT '' NOT NULL,
  about TEXT,
  words_sealed BYTEA,
  at BIGINT NOT NULL,
  CONSTRAINT pk_message PRIMARY KEY (id),
  CONSTRAINT ck_message_direction_known CHECK (direction IN ('in', 'out')),
  CONSTRAINT fk_message_chat FOREIGN KEY(chat) REFERENCES chat (id),
  CONSTRAINT fk_message_about FOREIGN KEY(about) REFERENCES person (id)
)

CREATE INDEX ix_message_chat ON message (chat, change_no)

CREATE INDEX ix_message_order ON message (chat, order_no)

CREATE UNIQUE INDEX uq_message_key ON message (chat, key) WHERE key != ''

CREATE TABLE session (
  chat TEXT NOT NULL,
  version BIGINT NOT NULL,
  question_no BIGINT NOT NULL,
  state_sealed BYTEA NOT NULL,
  CONSTRAINT pk_session PRIMARY KEY (chat),
  CONSTRAINT fk_session_chat FOREIGN KEY(chat) REFERENCES chat (id)
)

CREATE TABLE stage (
  request TEXT NOT NULL,
  no BIGINT NOT NULL,
  roles TEXT NOT NULL,
  mode TEXT NOT NULL,
  n BIGINT NOT NULL,
  CONSTRAINT pk_stage PRIMARY KEY (request, no),
  CONSTRAINT ck_stage_mode_known CHECK (mode IN ('any', 'all', 'n_of')),
  CONSTRAINT ck_stage_n_positive CHECK (n > 0),
  CONSTRAINT fk_stage_request FOREIGN KEY(request) REFERENCES request (id)
)

CREATE TABLE story (
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  request TEXT NOT NULL,
  programme TEXT NOT NULL,
  audience TEXT NOT NULL,
  words_sealed BYTEA,
  said_at BIGINT NOT NULL,
  usable_from BIGINT,
  taken_back_at BIGINT,
  CONSTRAINT pk_story PRIMARY KEY (id),
  CONSTRAINT ck_story_audience_known CHECK (audience IN ('team', 'budget', 'public')),
  CONSTRAINT fk_story_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_story_request FOREIGN KEY(request) REFERENCES request (id)
)

CREATE INDEX ix_story_person ON story (person)

CREATE INDEX ix_story_usable ON story (programme, usable_from)

CREATE TABLE transfer (
  id TEXT NOT NULL,
  no BIGINT NOT NULL,
  fund TEXT NOT NULL,
  kind TEXT NOT NULL,
  debit TEXT NOT NULL,
  credit TEXT NOT NULL,
  pence BIGINT NOT NULL,
  request TEXT,
  resolves_id TEXT,
  refunds_id TEXT,
  reference TEXT DEFAULT '' NOT NULL,
  paid_on TEXT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_transfer PRIMARY KEY (id),
  CONSTRAINT ck_transfer_kind_known CHECK (kind IN ('top_up', 'reserve', 'release', 'post', 'refund')),
  CONSTRAINT ck_transfer_debit_known CHECK (debit IN ('outside', 'free', 'reserved', 'spent')),
  CONSTRAINT ck_transfer_credit_known CHECK (credit IN ('free', 'reserved', 'spent')),
  CONSTRAINT ck_transfer_pence_positive CHECK (pence > 0),
  CONSTRAINT ck_transfer_two_accounts CHECK (debit <> credit),
  CONSTRAINT ck_transfer_release_resolves CHECK ((kind = 'release') = (resolves_id IS NOT NULL)),
  CONSTRAINT ck_transfer_refund_names_post CHECK ((kind = 'refund') = (refunds_id IS NOT NULL)),
  CONSTRAINT uq_transfer_no UNIQUE (no),
  CONSTRAINT fk_transfer_fund FOREIGN KEY(fund) REFERENCES fund (id),
  CONSTRAINT fk_transfer_request FOREIGN KEY(request) REFERENCES request (id),
  CONSTRAINT uq_transfer_resolves_id UNIQUE (resolves_id),
  CONSTRAINT fk_transfer_resolves_id FOREIGN KEY(resolves_id) REFERENCES transfer (id),
  CONSTRAINT fk_transfer_refunds_id FOREIGN KEY(refunds_id) REFERENCES transfer (id)
)

CREATE INDEX ix_transfer_fund ON transfer (fund, no)

CREATE INDEX ix_transfer_request ON transfer (request)

CREATE TABLE web_session (
  token_hash TEXT NOT NULL,
  person TEXT,
  chat TEXT NOT NULL,
  staff BIGINT DEFAULT '0' NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  ended_at BIGINT,
  covered BIGINT DEFAULT '0' NOT NULL,
  active_at BIGINT,
  pin_tries BIGINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_web_session PRIMARY KEY (token_hash),
  CONSTRAINT ck_web_session_staff_bool CHECK (staff IN (0, 1)),
  CONSTRAINT ck_web_session_covered_bool CHECK (covered IN (0, 1)),
  CONSTRAINT fk_web_session_person FOREIGN KEY(person) REFERENCES person (id),
  CONSTRAINT fk_web_session_chat FOREIGN KEY(chat) REFERENCES chat (id)
)

CREATE INDEX ix_web_session_person ON web_session (person)

CREATE TABLE line_payment (
  request TEXT NOT NULL,
  line TEXT NOT NULL,
  no BIGINT NOT NULL,
  transfer TEXT NOT NULL,
  CONSTRAINT pk_line_payment PRIMARY KEY (request, line, no),
  CONSTRAINT ck_line_payment_no_positive CHECK (no > 0),
  CONSTRAINT fk_line_payment_request FOREIGN KEY(request) REFERENCES request (id),
  CONSTRAINT uq_line_payment_transfer UNIQUE (transfer),
  CONSTRAINT fk_line_payment_transfer FOREIGN KEY(transfer) REFERENCES transfer (id)
)

CREATE TABLE outbox (
  id TEXT NOT NULL,
  message TEXT NOT NULL,
  chat TEXT NOT NULL,
  cls TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT DEFAULT '0' NOT NULL,
  attempt_token TEXT,
  lease_until BIGINT,
  error TEXT DEFAULT '' NOT NULL,
  resends BIGINT DEFAULT '0' NOT NULL,
  created_at BIGINT NOT NULL,
  settled_at BIGINT,
  CONSTRAINT pk_outbox PRIMARY KEY (id),
  CONSTRAINT ck_outbox_cls_known CHECK (cls IN ('edit', 'receipt', 'once', 'crisis')),
  CONSTRAINT ck_outbox_state_known CHECK (state IN ('due', 'leased', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  CONSTRAINT fk_outbox_message FOREIGN KEY(message) REFERENCES message (id),
  CONSTRAINT fk_outbox_chat FOREIGN KEY(chat) REFERENCES chat (id)
)

CREATE INDEX ix_outbox_due ON outbox (state, due_at)

CREATE TABLE screen (
  id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  message TEXT NOT NULL,
  chat TEXT NOT NULL,
  person TEXT,
  asks BIGINT DEFAULT '0' NOT NULL,
  question_no BIGINT NOT NULL,
  request TEXT,
  request_version BIGINT NOT NULL,
  taps TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_by TEXT,
  CONSTRAINT pk_screen PRIMARY KEY (id),
  CONSTRAINT ck_screen_asks_bool CHECK (asks IN (0, 1)),
  CONSTRAINT uq_screen_token_hash UNIQUE (token_hash),
  CONSTRAINT fk_screen_message FOREIGN KEY(message) REFERENCES message (id),
  CONSTRAINT fk_screen_chat FOREIGN KEY(chat) REFERENCES chat (id),
  CONSTRAINT fk_screen_person FOREIGN KEY(person) REFERENCES person (id)
)

CREATE INDEX ix_screen_live ON screen (chat) WHERE used_by IS NULL

CREATE INDEX ix_screen_message ON screen (message)

CREATE TABLE story_use (
  id TEXT NOT NULL,
  story TEXT NOT NULL,
  by TEXT NOT NULL,
  purpose_sealed BYTEA NOT NULL,
  state TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  settled_at BIGINT,
  CONSTRAINT pk_story_use PRIMARY KEY (id),
  CONSTRAINT ck_story_use_state_known CHECK (state IN ('asked', 'yes', 'no', 'ended')),
  CONSTRAINT fk_story_use_story FOREIGN KEY(story) REFERENCES story (id),
  CONSTRAINT fk_story_use_by FOREIGN KEY(by) REFERENCES person (id)
)

CREATE INDEX ix_story_use_story ON story_use (story)

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' rows are written once'; END $$

CREATE TRIGGER transfer_never_changed
BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER line_payment_never_changed
BEFORE UPDATE OR DELETE OR TRUNCATE ON line_payment
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER decision_never_changed
BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER audit_never_changed
BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER checkpoint_never_changed
BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
