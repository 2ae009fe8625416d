-- A pixel is gone at once; what its visitors did is removed after it, a piece at a time.
alter table pixels add column deleted_at timestamptz;
