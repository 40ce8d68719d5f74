package consimt.zip;

import static consimt.local.Template.map;

import consimt.local.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a JVM is started in which one function runs, of the zip or of the image.
 *
 * @param environment its variables beside those that every function has
 */
public record Program(List<String> command, Path folder, Map<String, String> environment) {

    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    Program(List<String> command, Path folder) {
        this(List.copyOf(command), folder, Map.of());
    }

    /** With the options of the JVM that the template sets. */
    public Program asDeployed() {
        return withOption(optionsOfTheTemplate());
    }

    /** Started as Lambda does before it takes a snapshot. The function goes on when it is restored. */
    public Program forSnapshot() {
        return with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
                .withOption("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    }

    private static String optionsOfTheTemplate() {
        Map<String, Object> functions = map(map(Template.read().document(), "Globals"), "Function");
        return map(map(functions, "Environment"), "Variables").get(OPTIONS).toString();
    }

    /** @param file gets the name of each class that the function loads */
    public Program tellingClasses(Path file) {
        return withOption("-Xlog:class+load:file=" + file);
    }

    /** Beside the command, which stays as it is. */
    Program withOption(String option) {
        List<String> options = new ArrayList<>();
        if (environment.containsKey(OPTIONS)) {
            options.add(environment.get(OPTIONS));
        }
        options.add(option);
        return with(OPTIONS, String.join(" ", options));
    }

    Program with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Program(command, folder, more);
    }
}
