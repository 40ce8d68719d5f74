package consimt.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The deployment template, {@code infra/template.yaml}, as plain maps and lists. A short function such as {@code !Ref X}
 * becomes a map with one entry, {@code {"!Ref": "X"}}.
 */
public record Template(Map<String, Object> document) {

    public static Template read() {
        try (Reader file = Files.newBufferedReader(Project.folder().resolve("infra/template.yaml"))) {
            return new Template(new Yaml(new WithFunctions()).load(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resources of a type, by their logical names. */
    public Map<String, Map<String, Object>> resources(String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        map(document, "Resources").forEach((name, resource) -> {
            if (type.equals(asMap(resource).get("Type"))) {
                found.put(name, map(asMap(resource), "Properties"));
            }
        });
        return found;
    }

    @SuppressWarnings("unchecked") // YAML's maps have names as keys
    public static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    public static Map<String, Object> map(Map<String, Object> of, String name) {
        return asMap(of.getOrDefault(name, Map.of()));
    }

    @SuppressWarnings("unchecked") // what is asked for as a list is one
    public static List<Object> list(Map<String, Object> of, String name) {
        return (List<Object>) of.getOrDefault(name, List.of());
    }

    private static final class WithFunctions extends SafeConstructor {

        WithFunctions() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return Map.of(node.getTag().getValue(), argument(node));
                }
            });
        }

        private Object argument(Node node) {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            return node instanceof SequenceNode sequence
                    ? constructSequence(sequence)
                    : constructMapping((MappingNode) node);
        }
    }
}
