package dev.crashproof.worker.settings;

import java.util.Optional;

/**
 * How the connection to the server is encrypted.
 *
 * @param certificate the worker's own, if it shows one
 * @param key the certificate's; there if the certificate is
 * @param authorities whom the server's certificate must come from; empty for whom Java trusts
 * @param serverName the name in the server's certificate; empty for that of its address
 * @param anyName whether the server's certificate may have any name, and be of anybody if no
 *     authorities are given
 */
public record TlsSettings(
    Optional<Material> certificate,
    Optional<Material> key,
    Optional<Material> authorities,
    Optional<String> serverName,
    boolean anyName) {}
