package dev.strongroom;

import dev.strongroom.model.IpBlock;
import dev.strongroom.people.SignInRules;
import dev.strongroom.people.SignInRules.ContextRule;
import dev.strongroom.people.SignInRules.Network;
import dev.strongroom.people.SignInRules.SecondFactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what the operator asks of people who sign in.
final class SignInReader {
  private static final Pattern CONTEXT = Pattern.compile("c[1-9][0-9]?");
  private static final int MAX_AGE_MINUTES = 525_600;
  private final List<String> mistakes;

  SignInReader(List<String> mistakes) {
    this.mistakes = mistakes;
  }

  SignInRules read(YamlNode node) {
    List<Network> networks = node.children("named-networks").stream().map(this::network).toList();
    return new SignInRules(
        node.flag("password-grant").orElse(false),
        secondFactor(node),
        networks,
        contexts(node, networks),
        node.flag("exempt-break-glass").orElse(true));
  }

  private SecondFactor secondFactor(YamlNode node) {
    String given = node.text("second-factor").orElse("where-enrolled");
    return switch (given) {
      case "where-enrolled" -> SecondFactor.WHERE_ENROLLED;
      case "outside-named-networks" -> SecondFactor.OUTSIDE_NAMED_NETWORKS;
      case "always" -> SecondFactor.ALWAYS;
      default -> {
        mistakes.add(
            node.at("second-factor")
                + ": must be `where-enrolled`, `outside-named-networks` or `always`, not "
                + given);
        yield SecondFactor.ALWAYS;
      }
    };
  }

  private Network network(YamlNode node) {
    Optional<String> name = node.text("name");
    if (name.isEmpty()) {
      mistakes.add(node.at("name") + ": missing; give the network a name, as `office`");
    }
    List<IpBlock> ranges = new ArrayList<>();
    for (String text : node.texts("ranges")) {
      Optional<IpBlock> range = IpBlock.parse(text);
      if (range.isEmpty()) {
        mistakes.add(node.at("ranges") + ": not an address or range: " + text);
      }
      range.ifPresent(ranges::add);
    }
    return new Network(name.orElse(""), ranges);
  }

  private Map<String, ContextRule> contexts(YamlNode node, List<Network> networks) {
    Map<String, ContextRule> contexts = new LinkedHashMap<>();
    for (YamlNode one : node.children("authentication-contexts")) {
      String id = one.text("id").orElse("");
      if (!CONTEXT.matcher(id).matches()) {
        mistakes.add(one.at("id") + ": must be c1 to c99, not " + id);
      }
      List<String> names = one.texts("networks");
      names.stream()
          .filter(name -> networks.stream().noneMatch(network -> network.name().equals(name)))
          .forEach(name -> mistakes.add(one.at("networks") + ": no such named network: " + name));
      contexts.put(
          id,
          new ContextRule(
              one.flag("second-factor").orElse(true),
              one.flag("passkey").orElse(false),
              names,
              one.whole("max-age-minutes", 1, MAX_AGE_MINUTES).map(Duration::ofMinutes)));
    }
    return contexts;
  }
}
