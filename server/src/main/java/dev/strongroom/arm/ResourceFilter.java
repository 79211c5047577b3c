package dev.strongroom.arm;

import dev.strongroom.model.Tags;
import dev.strongroom.vaults.ResourceGroup;
import dev.strongroom.vaults.ResourceKind.Listed;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `$filter` of the generic list of resources: equality of `resourceType`, `name`, `location`,
/// `resourceGroup`, `tagName` or `tagValue`, joined by `and`; what `az` and Terraform send.
record ResourceFilter(Map<String, String> terms) {
  /// One after the other, because a pattern that repeats a term recurses with each.
  private static final Pattern TERM =
      Pattern.compile(
          "\\G\\(?\\s*(resourceType|name|location|resourceGroup|tagName|tagValue)\\s+eq\\s+"
              + "'((?:[^']|'')*+)'\\s*\\)?(?:\\s+and\\s+|\\z)",
          Pattern.CASE_INSENSITIVE);

  static ResourceFilter parse(Optional<String> given) {
    Map<String, String> terms = new LinkedHashMap<>();
    String filter = given.map(String::strip).orElse("");
    if (!filter.isEmpty()) {
      Matcher term = TERM.matcher(filter);
      int read = 0;
      while (term.find()) {
        terms.put(term.group(1).toLowerCase(Locale.ROOT), term.group(2).replace("''", "'"));
        read = term.end();
      }
      if (read < filter.length()) {
        throw refused(filter, "resourceType, name, location, resourceGroup, tagName or tagValue");
      }
    }
    return new ResourceFilter(terms);
  }

  /// Resource groups are asked for by a tag alone.
  static ResourceFilter ofGroups(Optional<String> given) {
    ResourceFilter filter = parse(given);
    if (!Set.of("tagname", "tagvalue").containsAll(filter.terms.keySet())) {
      throw refused(given.orElse(""), "tagName or tagValue");
    }
    return filter;
  }

  boolean takes(ResourceGroup group) {
    return tagged(group.tags());
  }

  boolean takes(Listed one) {
    return is("resourcetype", one.type())
        && is("name", one.id().lastSegment())
        && is("location", one.location())
        && is("resourcegroup", one.id().segment("resourceGroups").orElse(""))
        && tagged(one.tags());
  }

  /// Names of tags have no case, values have. A value alone may be that of any tag.
  private boolean tagged(Tags tags) {
    Optional<String> name = Optional.ofNullable(terms.get("tagname"));
    Optional<String> value = Optional.ofNullable(terms.get("tagvalue"));
    return (name.isEmpty() && value.isEmpty())
        || tags.entries().entrySet().stream()
            .anyMatch(tag ->
                name.filter(wanted -> !wanted.equalsIgnoreCase(tag.getKey())).isEmpty()
                    && value.filter(wanted -> !wanted.equals(tag.getValue())).isEmpty());
  }

  private static RuntimeException refused(String filter, String terms) {
    return ArmCall.refused(
        "InvalidFilterInQueryString",
        "Invalid $filter '"
            + filter
            + "' specified in the query string. Use "
            + terms
            + " with eq, joined by and.");
  }

  private boolean is(String term, String value) {
    return terms.getOrDefault(term, value).equalsIgnoreCase(value);
  }
}
