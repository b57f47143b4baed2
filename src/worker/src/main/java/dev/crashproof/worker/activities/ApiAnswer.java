package dev.crashproof.worker.activities;

/**
 * What a service answered.
 *
 * @param status of HTTP, 2xx
 * @param body the JSON; JSON's null if there was no body, a JSON string if it was no JSON
 */
public record ApiAnswer(int status, JsonText body) {}
