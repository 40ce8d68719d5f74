package consimt.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.local.Project;
import consimt.local.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The distribution in AWS serves the pages as one's own machine does. */
class PageDistributionTest {

    private static final Template TEMPLATE = Template.read();

    @Test
    void theFilesHaveTheSameHeaders() {
        Map<String, Object> policy =
                Template.map(only("AWS::CloudFront::ResponseHeadersPolicy"), "ResponseHeadersPolicyConfig");
        Map<String, Object> security = Template.map(policy, "SecurityHeadersConfig");
        Map<String, Object> headers = new TreeMap<>();
        Template.list(Template.map(policy, "CustomHeadersConfig"), "Items").stream()
                .map(Template::asMap)
                .forEach(item -> headers.put(item.get("Header").toString(), item.get("Value")));
        headers.put("Content-Security-Policy", named(security, "ContentSecurityPolicy"));
        headers.put("Referrer-Policy", named(security, "ReferrerPolicy"));
        headers.put("X-Frame-Options", Template.map(security, "FrameOptions").get("FrameOption"));
        assertEquals(Map.of("Override", true), Template.map(security, "ContentTypeOptions"));
        headers.put("X-Content-Type-Options", "nosniff");
        assertEquals(new TreeMap<>(PageHeaders.ALL), headers);
    }

    @Test
    void whatIsAFileComesFromTheBucketAndAllElseFromTheFunctions() throws IOException {
        Map<String, Object> distribution = Template.map(only("AWS::CloudFront::Distribution"), "DistributionConfig");
        assertEquals(
                "functions", Template.map(distribution, "DefaultCacheBehavior").get("TargetOriginId"));
        List<Map<String, Object>> behaviors = Template.list(distribution, "CacheBehaviors").stream()
                .map(Template::asMap)
                .toList();
        TreeSet<Object> patterns = new TreeSet<>();
        for (Map<String, Object> behavior : behaviors) {
            assertEquals("files", behavior.get("TargetOriginId"));
            patterns.add(behavior.get("PathPattern"));
        }
        assertEquals(files(), patterns);
    }

    /** The folders of the pages but the playground's, and the one file beside them. */
    private static TreeSet<Object> files() throws IOException {
        Path pages = Project.folder().resolve("src/pages");
        try (Stream<Path> folders = Files.list(pages)) {
            TreeSet<Object> all = new TreeSet<>();
            folders.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith(PageFiles.PLAYGROUND))
                    .forEach(folder -> all.add(folder.getFileName() + "/*"));
            all.add("pages.json");
            return all;
        }
    }

    private static Object named(Map<String, Object> headers, String name) {
        return Template.map(headers, name).get(name);
    }

    private static Map<String, Object> only(String type) {
        return TEMPLATE.resources(type).values().iterator().next();
    }
}
