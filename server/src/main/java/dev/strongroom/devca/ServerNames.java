package dev.strongroom.devca;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names of a server under some suffixes.
final class ServerNames {
  private static final List<String> HOSTS = List.of("login", "management", "graph", "portal");
  private static final List<String> WILDCARDS = List.of("vault", "managedhsm", "vault.adfs");

  private ServerNames() {}

  static List<String> under(List<String> suffixes, List<String> vaults) {
    Set<String> names = new LinkedHashSet<>();
    for (String suffix : suffixes) {
      WILDCARDS.forEach(part -> names.add("*." + part + "." + suffix));
      HOSTS.forEach(host -> names.add(host + "." + suffix));
      for (String vault : vaults) {
        names.add(vault + ".vault." + suffix);
        names.add(vault + ".vault.adfs." + suffix);
      }
    }
    names.add("localhost");
    names.add("127.0.0.1");
    names.add("::1");
    return List.copyOf(names);
  }
}
