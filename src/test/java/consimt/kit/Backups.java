package consimt.kit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;

/** What AWS says of a table that can be put back to an earlier second. The engine knows nothing of backups. */
final class Backups implements ExecutionInterceptor {

    private static final String ON = """
            {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED",
             "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED"}}}
            """;

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return isAbout(context.request())
                ? SdkHttpResponse.builder().statusCode(200).build()
                : context.httpResponse();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return isAbout(context.request())
                ? Optional.of(new ByteArrayInputStream(ON.getBytes(StandardCharsets.UTF_8)))
                : context.responseBody();
    }

    private static boolean isAbout(Object request) {
        return request instanceof DescribeContinuousBackupsRequest;
    }
}
