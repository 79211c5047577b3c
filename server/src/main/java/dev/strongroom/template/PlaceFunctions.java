package dev.strongroom.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Functions that name resources and say where the deployment goes.
final class PlaceFunctions {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private PlaceFunctions() {}

  static void addTo(Map<String, Function<Arguments, Value>> table) {
    table.put("resourcegroup", with -> with.count(0).around().resourceGroup());
    table.put("subscription", with -> with.count(0).around().subscription());
    table.put("tenant", with -> with.count(0).around().tenant());
    table.put("deployment", with -> with.count(0).around().deployment());
    table.put("environment", with -> with.count(0).around().environment());
    table.put("resourceid", PlaceFunctions::resourceId);
    table.put("subscriptionresourceid", PlaceFunctions::inSubscription);
    table.put(
        "tenantresourceid", with -> Value.text(Paths.below("", type(with, 0), names(with, 1))));
    table.put(
        "extensionresourceid",
        with ->
            Value.text(
                Paths.below(
                    with.count(3, Integer.MAX_VALUE).text(0), type(with, 1), names(with, 2))));
  }

  /// `resourceId([subscription], [group], type, name, …)`: the type is the first with a slash.
  private static Value resourceId(Arguments with) {
    List<String> words = with.count(2, Integer.MAX_VALUE).texts(0);
    int type = (int) words.stream().takeWhile(word -> word.indexOf('/') < 0).count();
    if (type > 2 || type + 1 >= words.size()) {
      throw with.refused("it needs a type, as Microsoft.KeyVault/vaults, and names");
    }
    String scope = with.around().scope();
    if (type == 2) {
      scope = "/subscriptions/" + words.get(0) + "/resourceGroups/" + words.get(1);
    } else if (type == 1 && GUID.matcher(words.getFirst()).matches()) {
      scope = "/subscriptions/" + words.getFirst();
    } else if (type == 1) {
      scope = Paths.subscription(scope) + "/resourceGroups/" + words.getFirst();
    }
    return Value.text(Paths.below(scope, words.get(type), names(with, type + 1)));
  }

  private static Value inSubscription(Arguments with) {
    List<String> words = with.count(2, Integer.MAX_VALUE).texts(0);
    boolean other = words.getFirst().indexOf('/') < 0;
    String scope =
        other ? "/subscriptions/" + words.getFirst() : Paths.subscription(with.around().scope());
    int type = other ? 1 : 0;
    return Value.text(Paths.below(scope, type(with, type), names(with, type + 1)));
  }

  private static String type(Arguments with, int at) {
    if (at < with.size() && with.text(at).indexOf('/') > 0) {
      return with.text(at);
    }
    throw with.wrong(at, "a type, as Microsoft.KeyVault/vaults");
  }

  private static List<String> names(Arguments with, int from) {
    List<String> names = new ArrayList<>();
    with.texts(from).forEach(name -> names.addAll(List.of(name.split("/", -1))));
    int wanted = with.text(from - 1).split("/", -1).length - 1;
    if (names.size() != wanted) {
      throw with.refused(
          "the type '" + with.text(from - 1) + "' takes " + wanted + " names, not " + names.size());
    }
    return names;
  }
}
