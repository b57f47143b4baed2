package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Recorder;
import dev.crashproof.process.Child;
import dev.crashproof.process.Readiness;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Workers with roles, each a process of its own, and who was who by process id. */
final class Fleet implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String READY = "crashproof-worker ready";

  private final SuiteRun suite;
  private final Recorder recorder;
  private final String apiUrl;
  private final List<Post> posts = new ArrayList<>();
  private final Map<String, String> roles = new HashMap<>();

  /**
   * A worker's place.
   *
   * @param name its name
   * @param role its role
   * @param taskQueue the task queue that it serves
   * @param worker the process
   */
  record Post(String name, String role, String taskQueue, WorkerProcess worker) {

    /** Whether it lives and polls. */
    boolean ready() {
      return worker
          .current()
          .filter(Child::alive)
          .filter(child -> child.printed(Pattern.compile(READY)))
          .isPresent();
    }
  }

  /** Nobody yet. */
  Fleet(SuiteRun suite, Recorder recorder, String apiUrl) {
    this.suite = suite;
    this.recorder = recorder;
    this.apiUrl = apiUrl;
  }

  /** A worker of the ADR with that role, begun and not waited for. */
  Post post(String name, String role, String taskQueue) {
    return post(name, role, taskQueue, suite.command(taskQueue));
  }

  /** Another worker in that role. */
  Post post(String name, String role, String taskQueue, WorkerCommand command) {
    WorkerProcess worker =
        suite.process(
            name, command.with("WORKER_ROLES", role).with("API_BASE_URL", apiUrl), recorder);
    Post post = new Post(name, role, taskQueue, worker);
    posts.add(post);
    start(post);
    return post;
  }

  void start(Post post) {
    Child child = post.worker().start();
    roles.put(Long.toString(child.pid()), post.role());
  }

  void awaitReady(Post post) {
    post.worker().child().awaitReady(Readiness.output(READY), BOUND);
  }

  /** Ends it as a deployment would: it drains, and is no more of the fleet. */
  void dismiss(Post post) {
    awaitReady(post);
    Child child = post.worker().child();
    child.terminate();
    assertThat(child.awaitExit(BOUND)).as("exit code of " + post.name()).isZero();
    posts.remove(post);
    post.worker().close();
  }

  List<Post> posts() {
    return List.copyOf(posts);
  }

  /** The role of the worker that told the server this identity, {@code pid@host}. */
  Optional<String> role(String identity) {
    return Optional.ofNullable(roles.get(identity.replaceFirst("@.*", "")));
  }

  @Override
  public void close() {
    posts.forEach(post -> post.worker().close());
  }
}
