package dev.strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The `strongroom` command: finds the command asked for and runs it.
public final class Cli {
  private final Console console;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  public Cli(Console console) {
    this.console = console;
    commands.put("dev", new DevCommand(console));
    commands.put("env", new EnvCommand(console));
    commands.put("trust", new TrustCommand(console));
    commands.put("doctor", new DoctorCommand(console));
    commands.put("server", new ServerCommand(console));
    commands.put("init", new InitCommand(console));
    commands.put("unseal", new UnsealCommand(console));
    commands.put("seal", new SealCommand(console));
    commands.put("audit", new AuditCommand(console));
    commands.put("access", new AccessCommand(console, ManagementClient::of));
    commands.put("pim", new PimCommand(console));
    commands.put("scim", new ScimCommand(console, () -> ManagementClient.ofGraph(console)));
  }

  public int run(String... arguments) {
    CommandLine line = new CommandLine(root());
    commands.forEach((name, command) -> line.addSubcommand(name, command.spec()));
    line.addSubcommand("help", new CommandLine.HelpCommand());
    line.addSubcommand(
        "bench",
        CommandSpec.create().usageMessage(described("Measures this server beside nginx.")));
    line.setParameterExceptionHandler(this::wrongUse);
    line.setExecutionStrategy(this::execute);
    line.setExecutionExceptionHandler((failure, _, _) -> failed(failure));
    return line.execute(arguments);
  }

  private static CommandSpec root() {
    return CommandSpec.create()
        .name("strongroom")
        .mixinStandardHelpOptions(true)
        .version("strongroom " + Version.current())
        .usageMessage(described("A self-hosted vault with the wire API of Azure Key Vault."));
  }

  private static CommandLine.Model.UsageMessageSpec described(String text) {
    return new CommandLine.Model.UsageMessageSpec().description(text);
  }

  private int execute(ParseResult given) {
    Integer help = CommandLine.executeHelpRequest(given);
    if (help != null) {
      return help;
    }
    if (!given.hasSubcommand()) {
      given.commandSpec().commandLine().usage(console.err(), Ansi.AUTO);
      return Console.WRONG_USE;
    }
    ParseResult chosen = given.subcommand();
    Command command = commands.get(chosen.commandSpec().name());
    return command == null ? Console.WRONG_USE : run(command, chosen);
  }

  private int run(Command command, ParseResult given) {
    try {
      return command.run(given);
    } catch (Failure expected) {
      List.of(expected.lines()).forEach(console::complain);
      return expected.code();
    } catch (java.nio.file.FileSystemException file) {
      console.complain("Cannot use " + file.getFile() + ": " + reason(file) + ".");
      return Console.FAILED;
    } catch (Exception surprise) {
      return failed(surprise);
    }
  }

  private static String reason(java.nio.file.FileSystemException failure) {
    return switch (failure) {
      case java.nio.file.NoSuchFileException _ -> "it does not exist";
      case java.nio.file.AccessDeniedException _ -> "this user may not";
      default -> String.valueOf(failure.getReason());
    };
  }

  private int failed(Exception failure) {
    console.complain("strongroom: " + failure);
    if (console.environment().apply("STRONGROOM_TRACE").isPresent()) {
      failure.printStackTrace(console.err());
    } else {
      console.complain("Set STRONGROOM_TRACE=1 to see where it happened.");
    }
    return Console.FAILED;
  }

  private int wrongUse(ParameterException mistake, String[] arguments) {
    console.complain("strongroom: " + mistake.getMessage());
    console.complain("See: strongroom help " + mistake.getCommandLine().getCommandName());
    return Console.WRONG_USE;
  }
}
