package dev.crashproof.worker.workflows;

import dev.crashproof.worker.activities.JsonText;

/**
 * What came of a call.
 *
 * @param status of HTTP, 2xx
 * @param data what the expression made of the answer's body
 */
public record IntegrationResult(int status, JsonText data) {}
