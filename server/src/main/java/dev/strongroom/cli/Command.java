package dev.strongroom.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command: what it takes, and what it does.
interface Command {
  CommandSpec spec();

  /// The exit code.
  int run(ParseResult given) throws Exception;
}
