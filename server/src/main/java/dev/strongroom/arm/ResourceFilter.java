package dev.strongroom.arm;

import dev.strongroom.vaults.Vault;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `$filter` of the generic list of resources: equality of `resourceType`, `name`, `location` or
/// `resourceGroup`, joined by `and`; what `az` and Terraform send.
record ResourceFilter(Map<String, String> terms) {
  private static final Pattern TERM =
      Pattern.compile(
          "\\(?\\s*(resourceType|name|location|resourceGroup)\\s+eq\\s+'([^']*)'\\s*\\)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AND = Pattern.compile("\\s+and\\s+", Pattern.CASE_INSENSITIVE);

  static ResourceFilter parse(Optional<String> given) {
    Map<String, String> terms = new LinkedHashMap<>();
    String filter = given.map(String::strip).orElse("");
    if (!filter.isEmpty()) {
      for (String term : AND.split(filter)) {
        Matcher parts = TERM.matcher(term);
        if (!parts.matches()) {
          throw ArmCall.refused(
              "InvalidFilterInQueryString",
              "Invalid $filter '"
                  + filter
                  + "' specified in the query string. Use resourceType, name, location or"
                  + " resourceGroup with eq, joined by and.");
        }
        terms.put(parts.group(1).toLowerCase(Locale.ROOT), parts.group(2));
      }
    }
    return new ResourceFilter(terms);
  }

  boolean takes(Vault vault) {
    return is("resourcetype", Vault.TYPE)
        && is("name", vault.name().display())
        && is("location", vault.about().location())
        && is("resourcegroup", vault.group().display());
  }

  private boolean is(String term, String value) {
    return terms.getOrDefault(term, value).equalsIgnoreCase(value);
  }
}
