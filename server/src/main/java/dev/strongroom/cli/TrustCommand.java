package dev.strongroom.cli;

import dev.strongroom.model.VaultName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom trust`: makes this machine know the development server's names and authority, and
/// undoes it.
final class TrustCommand implements Command {
  private static final String ANCHOR = "strongroom-dev.crt";
  private final Console console;

  TrustCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.create().mixinStandardHelpOptions(true).addOption(EnvCommand.dataOption());
    spec.addOption(
        OptionSpec.builder("--undo")
            .description("Takes back what an earlier run changed.")
            .build());
    spec.addOption(
        OptionSpec.builder("--vault")
            .paramLabel("NAME")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Also know this vault by name; may be repeated.")
            .build());
    spec.addOption(path("--hosts", "The hosts file (default: /etc/hosts)."));
    spec.addOption(path("--anchors", "The system's folder of added authorities (default: found)."));
    spec.usageMessage()
        .description(
            "Installs the development server's certificate authority and host names on this machine (needs root),"
                + " says what it changed, and can undo it.");
    return spec;
  }

  private static OptionSpec path(String name, String description) {
    return OptionSpec.builder(name)
        .paramLabel("PATH")
        .type(Path.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult given) throws Exception {
    Path hosts = given.matchedOptionValue("--hosts", Path.of("/etc/hosts"));
    Optional<Path> anchors =
        Optional.<Path>ofNullable(given.matchedOptionValue("--anchors", null))
            .or(TrustCommand::anchors);
    try {
      return given.hasMatchedOption("--undo")
          ? undo(hosts, anchors)
          : install(given, hosts, anchors);
    } catch (java.nio.file.AccessDeniedException denied) {
      throw new Failure(
          "May not write " + denied.getFile() + ".",
          "Run it as root: sudo ./strongroom trust"
              + (given.hasMatchedOption("--undo") ? " --undo" : ""));
    }
  }

  private int install(ParseResult given, Path hosts, Optional<Path> anchors) throws Exception {
    DevFolder folder =
        DevFolder.chosen(Optional.ofNullable(given.matchedOptionValue("--data", null)), console);
    DevSettings settings =
        folder
            .settings()
            .orElseThrow(() -> new Failure("Start the server once first: ./strongroom dev"));
    List<String> names = new ArrayList<>(Names.of(DevFolder.cloud(settings)));
    for (String vault : given.<List<String>>matchedOptionValue("--vault", List.of())) {
      VaultName name =
          VaultName.parse(vault).orElseThrow(() -> new Failure("Not a vault name: " + vault));
      names.add(name.canonical() + "." + DevFolder.cloud(settings).vaultSuffix());
    }
    new HostsBlock(hosts).put("127.0.0.1 " + String.join(" ", names));
    console.say("changed   " + hosts + ": added " + names.size() + " names for 127.0.0.1");
    if (anchors.isPresent()) {
      Files.copy(folder.ca(), anchors.get().resolve(ANCHOR), StandardCopyOption.REPLACE_EXISTING);
      console.say("added     " + anchors.get().resolve(ANCHOR));
      refresh(anchors.get());
    } else {
      console.say(
          "skipped   the system store: no known folder of authorities; clients can use "
              + folder.bundle());
    }
    console.say("ready     JVM trust store: " + EnvCommand.javaOptions(folder));
    console.say("Undo all of it with: ./strongroom trust --undo");
    return Console.OK;
  }

  private int undo(Path hosts, Optional<Path> anchors) throws IOException, InterruptedException {
    boolean removed = new HostsBlock(hosts).remove();
    console.say(
        removed
            ? "changed   " + hosts + ": removed our names"
            : "unchanged " + hosts + ": our names were not in it");
    if (anchors.isPresent() && Files.deleteIfExists(anchors.get().resolve(ANCHOR))) {
      console.say("removed   " + anchors.get().resolve(ANCHOR));
      refresh(anchors.get());
    }
    return Console.OK;
  }

  private static Optional<Path> anchors() {
    return List.of(
            Path.of("/usr/local/share/ca-certificates"),
            Path.of("/etc/pki/ca-trust/source/anchors"),
            Path.of("/etc/ca-certificates/trust-source/anchors"))
        .stream()
        .filter(Files::isDirectory)
        .findFirst();
  }

  private void refresh(Path anchors) throws IOException, InterruptedException {
    String tool =
        anchors.startsWith("/usr/local/share") ? "update-ca-certificates" : "update-ca-trust";
    if (!anchors.startsWith("/usr") && !anchors.startsWith("/etc")) {
      return;
    }
    Process process =
        new ProcessBuilder(tool)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    console.say(
        process.waitFor() == 0
            ? "refreshed the system store (" + tool + ")"
            : "failed    " + tool + ": run it by hand");
  }
}
