package dev.strongroom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `strongroom doctor`: looks at everything that a development server, or a production server that
/// does not run, needs and says what to do about each fault.
final class DoctorCommand implements Command {
  private final Console console;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        CommandSpec.create().mixinStandardHelpOptions(true).addOption(EnvCommand.dataOption());
    spec.addOption(
        OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(Path.class)
            .description("A production configuration: checks that server instead.")
            .build());
    spec.usageMessage()
        .description(
            "Checks JDK, port, names, trust, clock, data folder and seal; exits 1 when something is wrong.");
    return spec;
  }

  @Override
  public int run(ParseResult given) throws Exception {
    if (given.hasMatchedOption("--config")) {
      return verdict(
          new ProductionChecks(ConfigOption.readFile(given), console)
              .all(Runtime.version().feature()));
    }
    DevFolder folder =
        DevFolder.chosen(
            Optional.<Path>ofNullable(given.matchedOptionValue("--data", null)), console);
    Optional<DevSettings> settings = folder.settings();
    HostChecks host = new HostChecks(folder, settings, console.clock());
    List<Finding> findings = new ArrayList<>();
    findings.add(HostChecks.jdk(Runtime.version().feature()));
    findings.add(host.dataFolder());
    findings.add(host.seal());
    findings.add(host.time());
    settings.ifPresent(known -> {
      ServerChecks server = new ServerChecks(folder, known, Names::resolves);
      findings.add(server.port());
      findings.add(server.names());
      findings.add(server.trust());
    });
    return verdict(findings);
  }

  private int verdict(List<Finding> findings) {
    findings.forEach(this::print);
    long faults = findings.stream().filter(finding -> finding.remedy().isPresent()).count();
    console.say(faults == 0 ? "All is well." : faults + " to fix.");
    return faults == 0 ? Console.OK : Console.FAILED;
  }

  private void print(Finding finding) {
    String mark = finding.remedy().isPresent() ? "FIX " : "ok  ";
    console.say(mark + String.format("%-8s", finding.about()) + finding.found());
    finding.remedy().ifPresent(remedy -> console.say("            → " + remedy));
  }
}
