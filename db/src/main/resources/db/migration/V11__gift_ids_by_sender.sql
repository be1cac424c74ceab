-- A gift exists once per id and sender: clients choose ids. Existing rows keep their meaning.
ALTER TABLE gift_ledger DROP PRIMARY KEY, ADD PRIMARY KEY (id, uid);
