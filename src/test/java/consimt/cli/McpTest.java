package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.cli.Served.Failure;
import consimt.cli.Served.Ran;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's messages, and what the program answers. */
class McpTest {

    private static final String STATELESS =
            ",'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{}}";

    private final World world = World.fresh();
    private final Served served = Served.of(world);
    private final String person = World.somebody();

    @BeforeEach
    void aBusinessAndAPersonWhoAgreed() {
        world.settle("b", "'marketingBasis':'CONVERSATION'");
        world.call("decide-consent", "{'businessId':'b','userId':'%s','decision':'CONTINUE'}", person);
        served.variables.put("CONSIMT_TOKEN", "business b");
    }

    @AfterEach
    void isClosed() {
        served.close();
    }

    private List<JsonNode> talk(String... messages) {
        String lines = String.join("\n", messages).replace('\'', '"') + "\n";
        Ran ran = served.with(lines.getBytes(StandardCharsets.UTF_8), "mcp", "--business", "b");
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
        return ran.out()
                .lines()
                .map(line -> Service.json("an answer", line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static String call(String tool, String arguments) {
        return "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'%s','arguments':{%s}}}"
                .formatted(tool, arguments);
    }

    private JsonNode called(String tool, String arguments) {
        return talk(call(tool, arguments)).get(0).get("result");
    }

    private String may(String category) {
        return world.may("'userId':'%s','businessId':'b','category':'%s'", person, category);
    }

    @Test
    void aClientOfTheFirstEraShakesHandsAndSeesThreeTools() {
        List<JsonNode> said = talk(
                "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{},'clientInfo':{'name':'c','version':'1'}}}",
                "{'jsonrpc':'2.0','method':'notifications/initialized'}",
                "",
                "{'jsonrpc':'2.0','id':'p','method':'ping'}",
                "{'jsonrpc':'2.0','id':2,'method':'tools/list'}",
                call("may_i_write", "'person':'%s','category':'MARKETING'".formatted(person)));
        assertEquals(4, said.size());
        assertEquals("2025-06-18", said.get(0).at("/result/protocolVersion").asText());
        assertEquals(World.tree("{'tools':{}}"), said.get(0).at("/result/capabilities"));
        assertEquals("consimt", said.get(0).at("/result/serverInfo/name").asText());
        assertEquals(World.tree("{'jsonrpc':'2.0','id':'p','result':{}}"), said.get(1));
        assertEquals(
                List.of("may_i_write", "why", "they_said_no"),
                said.get(2).at("/result/tools").findValuesAsText("name"));
        assertTrue(said.get(2).at("/result/ttlMs").isMissingNode());
        assertEquals(true, said.get(3).at("/result/structuredContent/allowed").asBoolean());
        assertTrue(said.get(3).at("/result/resultType").isMissingNode());
    }

    @Test
    void aClientOfTheSecondEraAsksAtOnce() {
        List<JsonNode> said = talk(
                "{'jsonrpc':'2.0','id':0,'method':'server/discover','params':{" + STATELESS.substring(1) + "}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{" + STATELESS.substring(1) + "}}",
                call("may_i_write", "'person':'%s','category':'UTILITY'}%s,'x':{".formatted(person, STATELESS)));
        JsonNode discovered = said.get(0).get("result");
        assertEquals(
                World.tree("['2026-07-28','2025-11-25','2025-06-18','2025-03-26','2024-11-05']"),
                discovered.get("supportedVersions"));
        assertEquals(World.tree("{'tools':{}}"), discovered.get("capabilities"));
        for (JsonNode each : said) {
            assertEquals("complete", each.at("/result/resultType").asText());
            assertEquals(
                    "consimt",
                    each.at("/result/_meta/io.modelcontextprotocol~1serverInfo/name")
                            .asText());
        }
        assertEquals(3_600_000, said.get(1).at("/result/ttlMs").asInt());
        assertEquals("public", said.get(1).at("/result/cacheScope").asText());
        assertEquals(true, said.get(2).at("/result/structuredContent/allowed").asBoolean());
        assertTrue(said.get(2).at("/result/ttlMs").isMissingNode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nonsense | null | -32700
            ['jsonrpc'] | null | -32600
            {'jsonrpc':'2.0','id':null,'method':'ping'} | null | -32600
            {'jsonrpc':'2.0','id':{},'method':'ping'} | null | -32600
            {'jsonrpc':'1.0','id':1,'method':'ping'} | 1 | -32600
            {'jsonrpc':'2.0','id':1,'method':'tools/grant'} | 1 | -32601
            {'jsonrpc':'2.0','id':1,'method':'tools/call'} | 1 | -32602
            {'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'they_said_yes'}} | 1 | -32602
            {'jsonrpc':'2.0','id':1,'method':'ping','params':{'_meta':{'io.modelcontextprotocol/protocolVersion':'2030-01-01'}}} | 1 | -32022
            """)
    void whatIsNoRequestHasACode(String line, String id, int code) {
        List<JsonNode> said = talk(line);
        assertEquals(1, said.size());
        assertEquals(id, said.get(0).get("id").toString());
        assertEquals(code, said.get(0).at("/error/code").asInt());
    }

    @Test
    void aNoIsRecordedAsTheAgentsWordAndExplained() {
        assertEquals("ALLOWED", may("MARKETING"));
        JsonNode no = called("they_said_no", "'person':'+%s','doubt':'some'".formatted(person));
        assertEquals(true, no.at("/structuredContent/recorded").asBoolean());
        assertEquals("MARKETING_OPTED_OUT", may("MARKETING"));
        assertEquals("ALLOWED", may("UTILITY"));
        JsonNode asked = called("may_i_write", "'person':'%s','category':'MARKETING'".formatted(person));
        assertEquals(false, asked.at("/structuredContent/allowed").asBoolean());
        assertEquals(
                "MARKETING_OPTED_OUT", asked.at("/structuredContent/reason").asText());
        assertEquals(
                "No. Do not write.",
                asked.at("/content/0/text").asText().lines().findFirst().orElseThrow());
        JsonNode why = called("why", "'person':'%s','category':'MARKETING'".formatted(person));
        assertEquals(
                "MARKETING_OPTED_OUT",
                why.at("/structuredContent/explanation/answer/reason").asText());
    }

    @Test
    void aNoToOneChannelLeavesTheOthers() {
        called("they_said_no", "'person':'%s','channel':'sms'".formatted(person));
        String channel = "'userId':'%s','businessId':'b','category':'MARKETING','scope':{'channel':'%s'}";
        assertEquals("MARKETING_OPTED_OUT", world.may(channel, person, "sms"));
        assertEquals("ALLOWED", world.may(channel, person, "email"));
    }

    @Test
    void aNoByAChannelThatNobodyKnowsIsANoToAll() {
        called("they_said_no", "'person':'%s','channel':'pigeon'".formatted(person));
        assertEquals("MARKETING_OPTED_OUT", may("MARKETING"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'category':'MARKETING'",
                "'person':['%s'],'category':'MARKETING'",
                "'person':{'userId':'%s'},'category':'MARKETING'",
                "'person':'%s'",
                "'person':'%s','category':'ANYTHING'",
                "'person':'%s','category':'MARKETING','channel':'pigeon'",
                "'person':'%s','category':'MARKETING','chanel':'sms'",
                "'person':'%s','category':'MARKETING','businessId':'other'"
            })
    void aQuestionThatIsNotUnderstoodIsNoYes(String arguments) {
        JsonNode result = called("may_i_write", arguments.formatted(person));
        assertEquals(true, result.path("isError").asBoolean());
        assertTrue(result.path("structuredContent").isMissingNode());
        assertTrue(result.at("/content/0/text").asText().startsWith("This is no permission. Do not write: "));
    }

    @Test
    void aFaultIsNoYesAndANoIsToldUntilItIsStored() {
        served.failures.add(new Failure(503, ""));
        JsonNode asked = called("may_i_write", "'person':'%s','category':'MARKETING'".formatted(person));
        assertEquals(
                "This is no permission. Do not write: check-permission refuses the call, HTTP 503",
                asked.at("/content/0/text").asText());
        served.calls.clear();
        Collections.addAll(served.failures, new Failure(503, ""), new Failure(429, ""));
        assertEquals(
                true,
                called("they_said_no", "'person':'%s'".formatted(person))
                        .at("/structuredContent/recorded")
                        .asBoolean());
        assertEquals(List.of("request-opt-out", "request-opt-out", "request-opt-out"), served.called());
        assertEquals(1, served.calls.stream().distinct().count(), "each time by the same key");
        served.failures.addAll(Collections.nCopies(8, new Failure(503, "")));
        JsonNode lost = called("they_said_no", "'person':'%s'".formatted(person));
        assertEquals(
                "It is not recorded. Call again with the same arguments, and tell a human if that fails too: no answer from request-opt-out, HTTP 503",
                lost.at("/content/0/text").asText());
        assertEquals(true, lost.get("isError").asBoolean());
    }

    @Test
    void itDoesNotGoAsTheOperatorInAws() {
        Ran ran = served.run("mcp", "--business", "b", "--stack-file", "stack.json");
        assertEquals(2, ran.code());
        assertEquals("consimt: mcp goes with a token that may only read, and takes no --stack-file\n", ran.err());
    }

    /** A token that may only read serves all three tools, so nobody needs to give more. */
    @Test
    void aTokenThatMayOnlyReadIsEnough() {
        List<String> refused = new ArrayList<>();
        Stream.of("check-permission", "explain-standing", "request-opt-out").forEach(function -> {
            String category = function.equals("request-opt-out") ? "" : ",'category':'MARKETING'";
            String asked =
                    "{'caller':{'kind':'BUSINESS','businessId':'b','only':'READ'},'input':{'businessId':'b','userId':'%s'%s}}"
                            .formatted(person, category);
            if (world.invoke(function, asked.replace('\'', '"'))
                    .path("outcome")
                    .asText()
                    .equals("REJECTED")) {
                refused.add(function);
            }
        });
        assertEquals(List.of(), refused);
    }
}
