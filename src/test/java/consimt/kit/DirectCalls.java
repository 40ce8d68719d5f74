package consimt.kit;

import static consimt.kit.Texts.lineOf;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.core.client.handler.ClientExecutionParams;
import software.amazon.awssdk.core.client.handler.SyncClientHandler;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The way of a client's calls to an engine on this machine. Requests, answers and errors are written and read by the SDK.
 * What lies between, such as the choice of an endpoint, signatures, retries and measures, takes most of the time of a call
 * and is left out.
 */
final class DirectCalls implements SyncClientHandler {

    /** The engine asks for a signature and never checks it. */
    private static final String SIGNED = """
            Authorization: AWS4-HMAC-SHA256 Credential=local/20261124/eu-central-1/dynamodb/aws4_request, \
            SignedHeaders=host;x-amz-date, Signature=0\r
            X-Amz-Date: 20261124T120000Z\r
            """;

    private static final DynamoDbClient BUILT = DynamoDbClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();

    private final URI engine;
    private final Interceptions interceptions;

    /** Those that no call uses now. */
    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();

    private DirectCalls(URI engine, List<ExecutionInterceptor> interceptors) {
        this.engine = engine;
        this.interceptions = new Interceptions(interceptors);
    }

    /** A client that makes its calls this way. It is a copy of one: to build one takes as long as ten calls. */
    static DynamoDbClient client(URI engine, List<ExecutionInterceptor> interceptors) {
        try {
            Class<?> type = BUILT.getClass();
            Field configuration = type.getDeclaredField("clientConfiguration");
            Field handler = type.getDeclaredField("clientHandler");
            Constructor<?> copy = type.getDeclaredConstructor(SdkClientConfiguration.class);
            AccessibleObject.setAccessible(new AccessibleObject[] {configuration, handler, copy}, true);
            SdkClientConfiguration its = (SdkClientConfiguration) configuration.get(BUILT);
            Object client = copy.newInstance(its.toBuilder()
                    .option(SdkClientOption.CLIENT_ENDPOINT_PROVIDER, ClientEndpointProvider.create(engine, true))
                    .build());
            handler.set(client, new DirectCalls(engine, interceptors));
            return (DynamoDbClient) client;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // what interceptors give back is of the same type
    public <I extends SdkRequest, O extends SdkResponse> O execute(ClientExecutionParams<I, O> call) {
        return (O) interceptions.around(call.getInput(), new Interceptions.Way() {
            @Override
            public SdkHttpFullRequest written(SdkRequest request) throws Exception {
                return call.getMarshaller().marshall((I) request);
            }

            @Override
            public SdkHttpFullResponse sent(@Nullable SdkHttpFullRequest request) throws IOException {
                return DirectCalls.this.sent(request);
            }

            @Override
            public SdkResponse read(SdkRequest asked, SdkHttpFullResponse response, ExecutionAttributes attributes)
                    throws Exception {
                if (!response.isSuccessful()) {
                    throw call.getErrorResponseHandler().handle(response, attributes);
                }
                SdkResponse answer = call.getResponseHandler().handle(response, attributes);
                return answer.toBuilder().sdkHttpResponse(response).build();
            }
        });
    }

    @Override
    public <I extends SdkRequest, O extends SdkResponse, R> R execute(
            ClientExecutionParams<I, O> call, ResponseTransformer<O, R> transformer) {
        throw new UnsupportedOperationException("no call to DynamoDB has a stream for an answer");
    }

    private SdkHttpFullResponse sent(SdkHttpFullRequest request) throws IOException {
        Connection free = connections.poll();
        Connection connection = free == null ? new Connection(engine) : free;
        SdkHttpFullResponse answer = connection.call(request);
        connections.add(connection);
        return answer;
    }

    /** Those in use end by themselves. */
    @Override
    public void close() {
        connections.clear();
    }

    /** One connection by HTTP, which is kept for the next call. */
    private static final class Connection {

        private final OutputStream out;
        private final InputStream in;

        Connection(URI engine) throws IOException {
            Socket socket = new Socket(engine.getHost(), engine.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            out = new BufferedOutputStream(socket.getOutputStream());
            in = new BufferedInputStream(socket.getInputStream());
        }

        SdkHttpFullResponse call(SdkHttpFullRequest request) throws IOException {
            byte[] body =
                    request.contentStreamProvider().orElseThrow().newStream().readAllBytes();
            StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\nHost: localhost\r\n").append(SIGNED);
            head.append("Content-Length: ").append(body.length).append("\r\n");
            for (String name : List.of("Content-Type", "X-Amz-Target")) {
                head.append(name).append(": ");
                head.append(request.firstMatchingHeader(name).orElseThrow()).append("\r\n");
            }
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return answer();
        }

        /** Nobody needs another header than the length. */
        private SdkHttpFullResponse answer() throws IOException {
            int status = Integer.parseInt(lineOf(in).split(" ")[1]);
            int length = 0;
            for (String line = lineOf(in); !line.isEmpty(); line = lineOf(in)) {
                boolean isLength = line.regionMatches(true, 0, "content-length:", 0, 15);
                length = isLength ? Integer.parseInt(line.substring(15).strip()) : length;
            }
            return SdkHttpFullResponse.builder()
                    .statusCode(status)
                    .content(AbortableInputStream.create(new ByteArrayInputStream(in.readNBytes(length))))
                    .build();
        }
    }
}
