using System.Net;
using System.Net.Http.Headers;

namespace Aigen.Node.Store;

/// <summary>Asks a source for a file, or for the rest of it. Follows redirections itself, since what they say of the file would be lost.</summary>
internal sealed class SourceRequest(HttpClient http)
{
    private const int MostRedirections = 5;

    // What Hugging Face says of a large file where it sends one to its storage: the SHA-256, as an entity tag.
    private const string PublishedHash = "X-Linked-ETag";

    /// <param name="from">The bytes that are there already.</param>
    /// <param name="tag">The version that they are of.</param>
    /// <returns>The answer, and the file's SHA-256 where the source publishes it.</returns>
    public async Task<(HttpResponseMessage Response, string? Sha256)> SendAsync(Uri source, long from, string? tag, CancellationToken cancellationToken)
    {
        string? published = null;
        for (var i = 0; i <= MostRedirections; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, source);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
            if (from > 0)
            {
                request.Headers.Range = new RangeHeaderValue(from, null);
                request.Headers.IfRange = tag is null ? null : new RangeConditionHeaderValue(new EntityTagHeaderValue(tag));
            }

            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            published ??= HashOf(response);
            if (response.Headers.Location is not { } location || !IsRedirection(response.StatusCode))
            {
                return (response, published);
            }

            response.Dispose();
            source = Next(source, location);
        }

        throw new ModelStoreException($"{source} redirects more than {MostRedirections} times");
    }

    private static Uri Next(Uri source, Uri location)
    {
        var next = new Uri(source, location);
        var isSafe = next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && source.Scheme == Uri.UriSchemeHttp);
        return isSafe ? next : throw new ModelStoreException($"{source} redirects to {next}, which is less safe");
    }

    private static bool IsRedirection(HttpStatusCode code) => code is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static string? HashOf(HttpResponseMessage response)
    {
        var tag = response.Headers.TryGetValues(PublishedHash, out var values) ? values.First().Trim('"').ToLowerInvariant() : null;
        return tag is not null && FileHash.IsHash(tag) ? tag : null;
    }
}
