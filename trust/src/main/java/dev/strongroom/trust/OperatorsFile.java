package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What lies on the disk of an [OperatorsSeal]:
///
/// ```
/// strongroom operators seal 1
/// id HEX
/// root-id HEX                                  the check value of the root key
/// threshold 2
/// operator NAME FORMAT COMMITMENT SHARE        one line each, in the order of the shares' numbers
/// root BASE64
/// ```
///
/// The root key is bound to all the lines above it. A commitment is a hash of the share: the share
/// is 32 random bytes, so it tells nothing, and a wrong share is known at once.
record OperatorsFile(String id, String rootId, int threshold, List<Line> operators, byte[] root) {
  private static final String MAGIC = "strongroom operators seal 1";
  private static final Pattern ID = Pattern.compile("id ([0-9a-f]{16})");
  private static final Pattern ROOT_ID = Pattern.compile("root-id ([0-9a-f]{32})");
  private static final Pattern THRESHOLD = Pattern.compile("threshold ([0-9]{1,2})");
  private static final Pattern OPERATOR =
      Pattern.compile("operator (\\S+) (rsa|age) ([0-9a-f]{64}) ([A-Za-z0-9+/=]+)");
  private static final Pattern ROOT = Pattern.compile("root ([A-Za-z0-9+/=]+)");
  private static final int HEAD_LINES = 4;

  /// @param commitment hexadecimal
  record Line(String name, String format, String commitment, byte[] share) {}

  OperatorsFile {
    operators = List.copyOf(operators);
  }

  Binding binding() {
    return Binding.of(MAGIC, head());
  }

  byte[] written() {
    return (head() + "root " + Base64.getEncoder().encodeToString(root) + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  OperatorsFile with(byte[] sealedRoot) {
    return new OperatorsFile(id, rootId, threshold, operators, sealedRoot);
  }

  private String head() {
    StringBuilder text = new StringBuilder();
    text.append(MAGIC)
        .append("\nid ")
        .append(id)
        .append("\nroot-id ")
        .append(rootId)
        .append("\nthreshold ")
        .append(threshold);
    for (Line line : operators) {
      text.append("\noperator ")
          .append(String.join(" ", line.name(), line.format(), line.commitment()))
          .append(' ')
          .append(Base64.getEncoder().encodeToString(line.share()));
    }
    return text.append('\n').toString();
  }

  static Optional<OperatorsFile> parse(byte[] content) {
    List<String> lines = new String(content, StandardCharsets.US_ASCII).lines().toList();
    if (lines.size() <= HEAD_LINES || !lines.getFirst().equals(MAGIC)) {
      return Optional.empty();
    }
    Matcher id = ID.matcher(lines.get(1));
    Matcher rootId = ROOT_ID.matcher(lines.get(2));
    Matcher threshold = THRESHOLD.matcher(lines.get(3));
    Matcher root = ROOT.matcher(lines.getLast());
    if (!id.matches() || !rootId.matches() || !threshold.matches() || !root.matches()) {
      return Optional.empty();
    }
    try {
      List<Line> operators = new ArrayList<>();
      for (String line : lines.subList(HEAD_LINES, lines.size() - 1)) {
        Matcher operator = OPERATOR.matcher(line);
        if (!operator.matches()) {
          return Optional.empty();
        }
        byte[] share = Base64.getDecoder().decode(operator.group(4));
        operators.add(new Line(operator.group(1), operator.group(2), operator.group(3), share));
      }
      byte[] sealed = Base64.getDecoder().decode(root.group(1));
      int needed = Integer.parseInt(threshold.group(1));
      return needed < 1 || needed > operators.size()
          ? Optional.empty()
          : Optional.of(new OperatorsFile(id.group(1), rootId.group(1), needed, operators, sealed));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
