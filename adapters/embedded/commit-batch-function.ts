// One round trip and about ten statements commit up to a few hundred documents, whatever their
// number: group commit. Each commit of a batch stands or falls alone; a batch fails as a whole only
// on what cannot be foreseen here (a mark that another process writes at this moment), and is then
// repeated one by one.
//
// Locks are taken in one order by everybody: the fence, deliveries by id, existing documents and
// then new ones, both in the order of the batch, which the caller has sorted. So two batches may wait
// for each other's rows but never in a circle.
//
// A caller never puts two commits for the same document, delivery or mark into one batch.
//
// Changing the documents is the last check, because from there on nothing of a commit can be taken
// back. Lists come as parallel arrays, which PostgreSQL takes apart faster than JSON; `…_of` says to
// which commit (from 1) an element belongs.

import { locks } from '#adapters/embedded/locks.ts'

export const commitBatch = `
create function commit_batch(
  believed bigint, lease_until timestamptz,
  kinds text[], ids text[], homes text[], expected integer[], states text[], ats timestamptz[],
  indexes text[], keys text[],
  consumed_of integer[], consumed text[],
  mark_of integer[], mark_ids text[], mark_digests text[],
  event_of integer[], event_ids text[], event_types text[], event_versions integer[],
  event_places smallint[], event_ats timestamptz[], event_data text[], event_traces text[],
  delivery_of integer[], delivery_ids text[], delivery_homes text[],
  delivery_subscriptions text[], delivery_kinds text[], delivery_documents text[],
  delivery_bodies text[], delivery_dues timestamptz[], delivery_attempts integer[],
  delivery_traces text[]
) returns table (failed integer, why text, messages text[]) language plpgsql as $$
declare
  served text[];
  size integer := cardinality(ids);
  fine boolean[] := array_fill(true, array[size]);
  held text[];
  foreign_ones text[];
  known_marks text[];
  updated integer[];
  moved integer[];
  old_indexes text[];
  old_keys text[];
  created integer[];
begin
  perform pg_advisory_xact_lock_shared(${locks.fence});
  select f.serves into served from fence f where f.epoch = believed;
  if served is null or not homes <@ served then
    for nth in 1 .. size loop
      if served is null or homes[nth] <> all (served) then
        fine[nth] := false;
        failed := nth;
        why := 'not-serving';
        return next;
      end if;
    end loop;
    if not true = any (fine) then
      return;
    end if;
  end if;

  if cardinality(consumed) > 0 then
    with waiting as (
      select d.id, d.home from deliveries d where d.id = any (consumed) order by d.id for update
    )
    select array_agg(id), array_agg(id) filter (where home <> all (served))
    into held, foreign_ones from waiting;
  end if;
  if cardinality(mark_ids) > 0 then
    select array_agg(m.id) into known_marks from marks m where m.id = any (mark_ids);
  end if;
  if known_marks is not null or coalesce(cardinality(held), 0) < cardinality(consumed) then
    for failed, messages in
      select gone.nth, array_agg(gone.id)
      from (
        select c.nth, c.id from unnest(consumed_of, consumed) as c(nth, id)
        where not coalesce(c.id = any (held), false)
        union all
        select m.nth, m.id from unnest(mark_of, mark_ids) as m(nth, id)
        where m.id = any (known_marks)
      ) gone
      group by gone.nth
    loop
      if fine[failed] then
        fine[failed] := false;
        why := 'already-consumed';
        return next;
      end if;
    end loop;
    messages := null;
  end if;
  if foreign_ones is not null then
    for failed in
      select distinct c.nth from unnest(consumed_of, consumed) as c(nth, id)
      where c.id = any (foreign_ones)
    loop
      if fine[failed] then
        fine[failed] := false;
        why := 'not-serving';
        return next;
      end if;
    end loop;
  end if;

  if 0 < any (expected) then
    with changed as (
      update documents d set
        version = c.expected + 1, state = c.state::json, changed_at = c.at,
        entry_indexes = c.indexes::text[], entry_keys = c.keys::text[]
      from unnest(kinds, ids, expected, states, ats, indexes, keys)
        with ordinality as c(kind, id, expected, state, at, indexes, keys, nth)
      where c.expected > 0 and fine[c.nth]
        and d.kind = c.kind and d.id = c.id and d.version = c.expected
      returning c.nth, old.entry_indexes, old.entry_keys,
        (old.entry_indexes, old.entry_keys)
          is distinct from (new.entry_indexes, new.entry_keys) as moves
    )
    select array_agg(nth), array_agg(nth) filter (where moves),
      array_agg(entry_indexes::text) filter (where moves),
      array_agg(entry_keys::text) filter (where moves)
    into updated, moved, old_indexes, old_keys from changed;
  end if;
  if 0 = any (expected) then
    with made as (
      insert into documents
        (kind, id, home, version, state, changed_at, entry_indexes, entry_keys)
      select c.kind, c.id, c.home, 1, c.state::json, c.at, c.indexes::text[], c.keys::text[]
      from unnest(kinds, ids, homes, expected, states, ats, indexes, keys)
        with ordinality as c(kind, id, home, expected, state, at, indexes, keys, nth)
      where c.expected = 0 and fine[c.nth]
      on conflict (kind, id) do nothing
      returning kind, id
    )
    select array_agg(c.nth) into created
    from made
    join unnest(kinds, ids) with ordinality as c(kind, id, nth)
      on made.kind = c.kind and made.id = c.id;
  end if;
  if coalesce(cardinality(updated), 0) + coalesce(cardinality(created), 0) < size then
    for nth in 1 .. size loop
      if fine[nth] and not coalesce(nth = any (updated || created), false) then
        fine[nth] := false;
        failed := nth;
        why := 'version-conflict';
        return next;
      end if;
    end loop;
    if not true = any (fine) then
      return;
    end if;
  end if;

  if moved is not null then
    delete from index_entries e
    using (
      select kinds[m.nth] as kind, ids[m.nth] as id, old.index, old.key
      from unnest(moved, old_indexes, old_keys) as m(nth, old_in, old_at)
      cross join unnest(m.old_in::text[], m.old_at::text[]) as old(index, key)
      where not exists (
        select from unnest(indexes[m.nth]::text[], keys[m.nth]::text[]) as new(index, key)
        where new.index = old.index and new.key = old.key
      )
    ) gone
    where e.kind = gone.kind and e.index = gone.index and e.key = gone.key and e.id = gone.id;
    insert into index_entries (kind, index, key, id)
    select kinds[m.nth], new.index, new.key, ids[m.nth]
    from unnest(moved, old_indexes, old_keys) as m(nth, old_in, old_at)
    cross join unnest(indexes[m.nth]::text[], keys[m.nth]::text[]) as new(index, key)
    where not exists (
      select from unnest(m.old_in::text[], m.old_at::text[]) as old(index, key)
      where new.index = old.index and new.key = old.key
    );
  end if;
  if created is not null then
    insert into index_entries (kind, index, key, id)
    select kinds[c.nth], new.index, new.key, ids[c.nth]
    from unnest(created) as c(nth)
    cross join unnest(indexes[c.nth]::text[], keys[c.nth]::text[]) as new(index, key);
  end if;

  if cardinality(event_ids) > 0 then
    insert into events (id, type, kind, document_id, version, place, at, data, trace)
    select e.id, e.type, kinds[e.nth], ids[e.nth], e.version, e.place, e.at, e.data::json, e.trace
    from unnest(event_of, event_ids, event_types, event_versions, event_places, event_ats,
        event_data, event_traces)
      as e(nth, id, type, version, place, at, data, trace)
    where fine[e.nth];
  end if;
  if cardinality(delivery_ids) > 0 then
    insert into deliveries
      (id, home, subscription, kind, document_id, body, due_at, available_at, attempts, trace)
    select d.id, d.home, d.subscription, d.kind, d.document_id, d.body::json, d.due,
      -- What is due later is not in the committing process's hands yet.
      case when d.due > ats[d.nth] then d.due else lease_until end,
      d.attempts, d.trace
    from unnest(delivery_of, delivery_ids, delivery_homes, delivery_subscriptions, delivery_kinds,
        delivery_documents, delivery_bodies, delivery_dues, delivery_attempts, delivery_traces)
      as d(nth, id, home, subscription, kind, document_id, body, due, attempts, trace)
    where fine[d.nth];
  end if;
  if cardinality(consumed) > 0 then
    delete from deliveries d using unnest(consumed_of, consumed) as c(nth, id)
    where d.id = c.id and fine[c.nth];
  end if;
  if cardinality(mark_ids) > 0 then
    insert into marks (id, kind, home, digest, at)
    select m.id, kinds[m.nth], homes[m.nth], m.digest, ats[m.nth]
    from unnest(mark_of, mark_ids, mark_digests) as m(nth, id, digest)
    where fine[m.nth];
  end if;
end $$;
`
