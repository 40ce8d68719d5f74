package consimt.infra;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The document says nothing that the gateway refuses or passes over when it takes it in, by the list of exceptions in
 * its "important notes". Some words the notes call unsupported in one edition and not in the next (additionalProperties,
 * oneOf, anyOf, minItems, maxItems); what the gateway does not check by them, the functions do.
 */
class GatewayImportTest {

    /** Those of JSON Schema draft 4, which is the gateway's, and what OpenAPI only describes with. */
    private static final Set<String> WORDS = Set.of("""
            $ref type format description enum default pattern minLength maxLength minimum maximum required properties
            additionalProperties minProperties maxProperties items minItems maxItems uniqueItems oneOf anyOf not
            """.strip().split("\\s+"));

    private static final JsonNode SCHEMAS = GatewayDocument.TREE.at("/components/schemas");

    @Test
    void inputsAreDescribedInTheGatewaysOwnWords() {
        Set<String> unknown = new TreeSet<>();
        Set<String> inputs = new HashSet<>();
        operations().forEach(operation -> collect(body(operation), inputs));
        inputs.forEach(name -> eachSchema(SCHEMAS.get(name), (word, value) -> unknown.add(word)));
        unknown.removeAll(WORDS);
        assertEquals(Set.of(), unknown);
        assertTrue(inputs.size() > 14);
    }

    /** A null in an answer is not the gateway's concern: it checks inputs only. */
    @Test
    void answersSayMoreOnlyOfNull() {
        Set<String> words = new TreeSet<>();
        SCHEMAS.forEach(schema -> eachSchema(schema, (word, value) -> words.add(word)));
        words.removeAll(WORDS);
        assertEquals(Set.of("nullable"), words);
    }

    @Test
    void formatsAreThoseThatItKnowsForTheirTypes() {
        Set<String> formats = new TreeSet<>();
        SCHEMAS.findParents("format").stream()
                .filter(parent -> parent.get("format").isTextual())
                .forEach(schema -> formats.add(schema.get("type").textValue() + " "
                        + schema.get("format").textValue()));
        assertEquals(Set.of("integer int32", "number double", "string date", "string date-time"), formats);
    }

    @Test
    void referencesAreToSchemasOfThisDocumentWithPlainNames() {
        assertEquals(Set.of("schemas", "securitySchemes"), names(GatewayDocument.TREE.get("components")));
        names(SCHEMAS).forEach(name -> assertTrue(name.matches("[A-Za-z0-9]+"), name));
        GatewayDocument.TREE.findParents("$ref").forEach(parent -> {
            assertEquals(1, parent.size(), parent::toString);
            assertTrue(
                    SCHEMAS.has(parent.get("$ref").textValue().replace("#/components/schemas/", "")), parent::toString);
        });
    }

    @Test
    void answersAreObjectsByReference() {
        operations()
                .forEach(operation -> operation.get("responses").forEach(response -> {
                    assertFalse(response.has("$ref"));
                    assertEquals(Set.of("$ref"), names(response.at("/content/application~1json/schema")));
                }));
    }

    @Test
    void everyOperationHasSecurityOfItsOwnByKnownSchemes() {
        assertFalse(GatewayDocument.TREE.has("security"), "it would not be looked at");
        Set<String> schemes = names(GatewayDocument.TREE.at("/components/securitySchemes"));
        operations().forEach(operation -> {
            assertFalse(operation.get("security").isEmpty());
            operation.get("security").forEach(requirement -> {
                assertEquals(1, requirement.size());
                assertTrue(schemes.containsAll(names(requirement)));
            });
        });
        GatewayDocument.TREE
                .at("/components/securitySchemes")
                .forEach(scheme -> assertEquals("apiKey", scheme.get("type").textValue()));
    }

    @Test
    void pathsAreOneWordAndNoneIsTheGatewaysOwn() {
        names(GatewayDocument.TREE.get("paths")).forEach(path -> {
            assertTrue(path.matches("/[a-z-]+"), path);
            assertFalse(Set.of("/ping", "/sping").contains(path));
        });
        operations().forEach(operation -> assertFalse(operation.has("parameters")));
        assertEquals(List.of(), GatewayDocument.TREE.findValues("deprecated"));
    }

    /** A body that is described would be held to its schema as JSON, and such functions take other forms. */
    @Test
    void thoseThatSpeakHttpHaveNoBodyThatTheGatewayLooksInto() {
        List<JsonNode> open = all().filter(GatewayImportTest::isOpen).toList();
        assertFalse(open.isEmpty());
        open.forEach(operation -> assertFalse(operation.has("requestBody")));
        // Names of other characters may not be taken in; the functions get what was sent all the same.
        open.forEach(operation -> operation
                .path("parameters")
                .forEach(parameter ->
                        assertTrue(parameter.get("name").textValue().matches("[A-Za-z0-9-]+"), parameter::toString)));
    }

    private static Stream<JsonNode> operations() {
        return all().filter(operation -> !isOpen(operation));
    }

    private static Stream<JsonNode> all() {
        return GatewayDocument.TREE.get("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    /** Of a function that speaks HTTP itself: the gateway hands it the call as it is. */
    private static boolean isOpen(JsonNode operation) {
        return operation.get("security").isEmpty();
    }

    private static JsonNode body(JsonNode operation) {
        return operation.at("/requestBody/content/application~1json/schema");
    }

    /** The names of all schemas that a schema comes to. */
    private static void collect(JsonNode schema, Set<String> into) {
        schema.findValues("$ref").forEach(reference -> {
            String name = reference.textValue().replace("#/components/schemas/", "");
            if (into.add(name)) {
                collect(SCHEMAS.get(name), into);
            }
        });
    }

    /** Each word of a schema and of those inside it. */
    private static void eachSchema(JsonNode schema, BiConsumer<String, JsonNode> seen) {
        schema.propertyStream().forEach(word -> {
            seen.accept(word.getKey(), word.getValue());
            switch (word.getKey()) {
                case "properties", "oneOf", "anyOf" -> word.getValue().forEach(inner -> eachSchema(inner, seen));
                case "items", "not", "additionalProperties" -> eachSchema(word.getValue(), seen);
                default -> {}
            }
        });
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(toCollection(TreeSet::new));
    }
}
