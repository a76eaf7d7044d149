-- What the account in DATABASE_URL needs on the server: a database and an account for each tenant are made by it.
GRANT CREATE USER ON *.* TO 'colloquy'@'%';
GRANT ALL ON `colloquy`.* TO 'colloquy'@'%';
GRANT ALL ON `tenant\_%`.* TO 'colloquy'@'%' WITH GRANT OPTION;
