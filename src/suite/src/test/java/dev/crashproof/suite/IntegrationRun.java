package dev.crashproof.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crashproof.checker.Content;
import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.checker.Times;
import dev.crashproof.workload.CombinedLedger;
import dev.crashproof.workload.LedgerReader;
import dev.crashproof.workload.RecordingHttpService;
import dev.crashproof.workload.WorkflowSpec;
import java.util.List;

/**
 * An Integration that places an order with a {@link RecordingHttpService} and keeps the items'
 * names of its answer; worked out here and not by the worker's own code. The call has an effect in
 * two places: the service took it, and the database says that it did.
 *
 * @param items what is ordered
 */
record IntegrationRun(List<String> items) {
  /** What the keys of the service's effects end in. */
  static final String CALLED = "#called";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/orders";

  static final IntegrationRun DEFAULT = new IntegrationRun(List.of("lamp", "desk"));

  WorkflowSpec on(String taskQueue) {
    ObjectNode input =
        JSON.createObjectNode().put("url", PATH).put("expression", "received.items[*].name");
    input.set("body", order());
    return new WorkflowSpec("IntegrationWorkflow", taskQueue, List.of(input));
  }

  /**
   * Both places' effects. No clock orders the two; the service's come first, as the workflow has
   * them.
   */
  static LedgerReader ledger(LedgerReader database, RecordingHttpService service) {
    return CombinedLedger.of(new SuffixedLedger(service, CALLED), database);
  }

  Expectation expectation() {
    return expectation(Times.exactlyOnce());
  }

  /** Where the service may have taken the call so many times. */
  Expectation expectation(Times called) {
    ArrayNode names = JSON.createArrayNode();
    items.forEach(names::add);
    ObjectNode result = JSON.createObjectNode().put("status", 201);
    result.set("data", names);
    return Expectation.result(result.toString())
        .effect(
            ExpectedEffect.of("call_api#1")
                .with(Content.where("a POST to " + PATH + " that got 201", this::called)))
        .effect(
            new ExpectedEffect(
                ExpectedEffect.Source.named("call_api#1"),
                CALLED,
                Content.text("POST " + PATH + " " + order()),
                called))
        .effect(
            ExpectedEffect.of(
                "transform_data#1",
                JSON.createObjectNode().put("digest", Sha256.of(names.toString())).toString()));
  }

  private ObjectNode order() {
    ObjectNode order = JSON.createObjectNode();
    ArrayNode ordered = order.putArray("items");
    items.forEach(item -> ordered.addObject().put("name", item).put("cents", 1950));
    return order;
  }

  /** The address's host and port are where the worker's wire was. */
  private boolean called(String content) {
    try {
      JsonNode call = JSON.readTree(content);
      return call.path("method").asText().equals("POST")
          && call.path("status").asInt() == 201
          && call.path("address").asText().matches("http://[^/?]+" + PATH);
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
