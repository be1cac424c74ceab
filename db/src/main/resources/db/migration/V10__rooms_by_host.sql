-- How many live rooms a user has.
ALTER TABLE rooms ADD KEY rooms_by_host (host_uid, state);
