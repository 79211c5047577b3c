package dev.strongroom.arm;

import dev.strongroom.template.Template;
import dev.strongroom.template.TemplateLimits;
import dev.strongroom.template.Value;
import dev.strongroom.template.ValueJson;
import java.util.Optional;

/// What a request says about a deployment (specification of 2024-03-01). Templates and parameters
/// are taken as they stand in the request; this server fetches none from elsewhere.
///
/// @param complete whether resources of the group that the template does not name are deleted
record DeploymentBody(
    Template template, Value parameters, boolean complete, Optional<String> location) {
  static DeploymentBody read(byte[] body) {
    if (body.length > TemplateLimits.MAX_BYTES) {
      throw ArmCall.refused(
          "RequestContentTooLarge",
          "The request content size exceeds the maximum size of "
              + TemplateLimits.MAX_BYTES
              + " bytes.");
    }
    Value request =
        ValueJson.read(body).orElseThrow(() -> unreadable("It is not well-formed JSON."));
    Value properties =
        request
            .member("properties")
            .orElseThrow(() -> unreadable("The property 'properties' is missing."));
    for (String link : new String[] {"templateLink", "parametersLink", "onErrorDeployment"}) {
      if (properties.member(link).isPresent()) {
        throw ArmCall.refused(
            "InvalidRequestContent",
            "The property '"
                + link
                + "' is not offered. Send the template in 'properties.template'.");
      }
    }
    Value template =
        properties
            .member("template")
            .orElseThrow(() -> unreadable("The property 'properties.template' is missing."));
    return new DeploymentBody(
        new Template(template),
        properties.member("parameters").orElse(Value.EMPTY),
        complete(properties),
        request.text("location", true));
  }

  String mode() {
    return complete ? "Complete" : "Incremental";
  }

  private static boolean complete(Value properties) {
    String mode = properties.text("mode", true).orElse("Incremental");
    if (!mode.equalsIgnoreCase("complete") && !mode.equalsIgnoreCase("incremental")) {
      throw unreadable("The 'mode' is Incremental or Complete.");
    }
    return mode.equalsIgnoreCase("complete");
  }

  private static RuntimeException unreadable(String why) {
    return ArmCall.refused(
        "InvalidRequestContent",
        "The request content was invalid and could not be deserialized: '" + why + "'.");
  }
}
