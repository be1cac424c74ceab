-- A gift exists once per id and sender: clients choose ids, so an id alone is nobody's. Each row there is keeps what it says.
ALTER TABLE gift_ledger DROP PRIMARY KEY, ADD PRIMARY KEY (id, uid);
