/**
 * Tables of alerts. A transaction that changes several locks them in this order, rows of one table by their key, so that replicas never
 * wait for each other in a circle: event_seen, intake_batch, mute, incident, incident_host, incident_note, channel_event, card,
 * event_kind, event_hour, source_state, due.
 */

export const ALERT_TABLES: readonly string[] = [
  // Single events, by computer, channel and record ID: each counts once.
  `CREATE TABLE event_seen (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL
  )`,
  'CREATE INDEX event_seen_by_age ON event_seen (at)',
  `CREATE TABLE intake_batch (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    at BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    rejected BIGINT NOT NULL
  )`,
  'CREATE INDEX intake_batch_by_age ON intake_batch (at)',
  `CREATE TABLE source_state (
    source TEXT PRIMARY KEY,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    silent_since BIGINT
  )`,
  // One row for each kind of event: what its key means.
  `CREATE TABLE event_kind (
    event_key TEXT PRIMARY KEY,
    entry_key TEXT,
    provider TEXT,
    event_id BIGINT,
    verdict TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL
  )`,
  'CREATE INDEX event_kind_by_age ON event_kind (last_at)',
  `CREATE TABLE event_hour (
    hour BIGINT NOT NULL,
    event_key TEXT NOT NULL,
    verdict TEXT NOT NULL,
    source TEXT NOT NULL,
    mode TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (hour, event_key, verdict, source, mode)
  )`,
  'CREATE INDEX event_hour_by_event ON event_hour (event_key, hour)',
  `CREATE TABLE mute (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    subject TEXT NOT NULL,
    event_key TEXT,
    host TEXT,
    vm TEXT,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    ended_at BIGINT,
    undone_by TEXT
  )`,
  'CREATE INDEX mute_in_force ON mute (until_at) WHERE ended_at IS NULL',
  // open_key is the identity while it is not resolved: one incident of an identity at a time.
  `CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    open_key TEXT UNIQUE,
    identity TEXT NOT NULL,
    event_key TEXT NOT NULL,
    entry_key TEXT,
    case_id TEXT,
    provider TEXT,
    event_id BIGINT,
    verdict TEXT NOT NULL,
    verdict_rank BIGINT NOT NULL,
    verdict_rev BIGINT NOT NULL,
    verdict_before TEXT,
    level TEXT,
    host TEXT,
    host_key TEXT,
    vm TEXT,
    source TEXT NOT NULL,
    sample TEXT NOT NULL,
    state TEXT NOT NULL,
    assignee TEXT,
    acknowledged_by TEXT,
    acknowledged_at BIGINT,
    remind_at BIGINT,
    expires_at BIGINT,
    mute_id TEXT,
    held_until BIGINT,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    count BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by TEXT,
    reopened_at BIGINT,
    former_id TEXT,
    shadow BIGINT NOT NULL
  )`,
  'CREATE INDEX incident_by_identity ON incident (identity, first_at)',
  'CREATE INDEX incident_by_event ON incident (event_key, last_at)',
  'CREATE INDEX incident_by_change ON incident (updated_at)',
  'CREATE INDEX incident_by_host ON incident (host_key, last_at)',
  'CREATE INDEX incident_by_mute ON incident (mute_id) WHERE mute_id IS NOT NULL',
  'CREATE INDEX incident_open ON incident (last_at) WHERE open_key IS NOT NULL',
  "CREATE INDEX incident_acknowledged ON incident (expires_at) WHERE state = 'acknowledged'",
  'CREATE INDEX incident_held ON incident (held_until) WHERE held_until IS NOT NULL',
  `CREATE TABLE incident_host (
    incident_id TEXT NOT NULL,
    host TEXT NOT NULL,
    count BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (incident_id, host)
  )`,
  // History and audit trail. Rows are only ever added.
  `CREATE TABLE incident_note (
    incident_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (incident_id, seq)
  )`,
  'CREATE INDEX incident_note_by_age ON incident_note (at)',
  // The card in whose thread later incidents of the same event go.
  `CREATE TABLE channel_event (
    channel TEXT NOT NULL,
    event_key TEXT NOT NULL,
    card_id TEXT NOT NULL,
    until_at BIGINT NOT NULL,
    PRIMARY KEY (channel, event_key)
  )`,
  // The outbox: what a channel should show (wanted_rev) and what it shows (posted_rev).
  `CREATE TABLE card (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    incident_id TEXT,
    channel TEXT NOT NULL,
    lang TEXT NOT NULL,
    body TEXT,
    state TEXT NOT NULL,
    wanted_rev BIGINT NOT NULL,
    posted_rev BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    thread_of TEXT,
    message_ref TEXT,
    notes_posted BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    lease_by TEXT,
    lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    unsure_at BIGINT,
    unsure_times BIGINT NOT NULL DEFAULT 0,
    summed_at BIGINT,
    created_at BIGINT NOT NULL,
    posted_at BIGINT
  )`,
  'CREATE INDEX card_by_incident ON card (incident_id)',
  "CREATE INDEX card_wanted ON card (channel, turn) WHERE wanted_rev > posted_rev AND state IN ('live', 'summed', 'dead')",
  'CREATE INDEX card_leased ON card (channel) WHERE lease_by IS NOT NULL',
  'CREATE INDEX card_summed ON card (channel, summed_at) WHERE summed_at IS NOT NULL',
  'CREATE INDEX card_by_age ON card (created_at)',
  `CREATE TABLE channel_slot (
    channel TEXT PRIMARY KEY,
    next_at BIGINT NOT NULL
  )`,
  `CREATE TABLE channel_hour (
    channel TEXT NOT NULL,
    hour BIGINT NOT NULL,
    posts BIGINT NOT NULL,
    PRIMARY KEY (channel, hour)
  )`,
  // What is to be done at a time, once: digests, announcements, web hooks.
  `CREATE TABLE due (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    lease_by TEXT,
    lease_until BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    done_at BIGINT,
    last_error TEXT
  )`,
  'CREATE INDEX due_open ON due (at) WHERE done_at IS NULL',
];
