package dev.crashproof.recovery;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A program of somebody's own that supervises: the server, the directory, whether tied, then whom.
 */
final class SupervisorProgram {
  private SupervisorProgram() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> all = List.of(arguments);
    Supervisor.Builder builder =
        Supervisor.of(all.subList(3, all.size()))
            .recovering(
                Path.of(all.get(1)),
                () ->
                    WorkflowServiceStubs.newServiceStubs(
                        WorkflowServiceStubsOptions.newBuilder().setTarget(all.get(0)).build()))
            .endingWith(Set.of(4));
    if (all.get(2).equals("loose")) {
      builder.survivedByItsChild();
    }
    builder.build().exec();
  }
}
