package io.quantumlayer.local.platform;

/**
 * Where the services keep their data.
 *
 * @param url JDBC address
 */
record Database(String url, String user, String password) {}
