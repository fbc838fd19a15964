using System.Text;
using System.Text.Json;
using Aigen.Chain;
using Aigen.Crypto;
using Aigen.Metering.Tests.Support;
using Aigen.Primitives;
using Aigen.Primitives.Encoding;
using Aigen.Storage;

namespace Aigen.Metering.Tests.Batch;

/// <summary>What is hashed of an input, signed to see a job, and stored of it, byte for byte as another program made it.</summary>
public sealed class BatchVectorTests : IDisposable
{
    private static readonly JsonElement Vector = JsonElement.Parse(File.ReadAllBytes(Checkout.Get("tests/vectors/batch.json")));
    private static readonly Hash256 Job = Hash256.Parse(Text(Vector.GetProperty("payment"), "job_id"));

    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-batch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Hash_OfEachInput_IsTheVectors()
    {
        foreach (var vector in Vector.GetProperty("inputs").EnumerateArray())
        {
            var input = BatchInput.Of(JsonElement.Parse(Text(vector, "input_data")));
            Assert.Equal((Text(vector, "hashed"), Text(vector, "hash")), (input.Text, input.Hash.ToString()));
        }
    }

    [Fact]
    public void Message_ToSeeAJob_IsTheVectors()
    {
        var (expected, key) = (Vector.GetProperty("status"), SigningKey.FromSeed([.. Enumerable.Repeat((byte)1, 32)]));
        var messages = new AccessMessages(
            Vector.GetProperty("network_magic").GetUInt32(), PublicKey.Parse(Text(Vector, "node")), Address.Parse(Text(Vector, "wallet")));
        var message = messages.Batch(Vector.GetProperty("timestamp").GetInt64(), Job, expected.GetProperty("nonce").GetUInt64());
        Assert.Equal(Text(expected, "message"), Encoding.UTF8.GetString(message));
        Assert.Equal(Text(expected, "signature"), key.Sign(message).ToString());
    }

    [Fact]
    public void Store_WithTheVectorsJob_HasItsEntriesAndReadsThemAgain()
    {
        using var store = RocksStore.Open(_folder);
        var (jobs, submitted) = (new BatchStore(store), Vector.GetProperty("timestamp").GetInt64());
        var job = new BatchJob
        {
            Id = Job,
            User = Address.Parse(Text(Vector, "wallet")),
            Model = "aigen-tiny",
            Priority = BatchPriority.Economy,
            SubmittedAt = submitted,
        };
        var (input, ended) = (BatchInput.Of(JsonElement.Parse(Text(Vector.GetProperty("inputs")[0], "input_data"))), job with
        {
            State = BatchState.Failed,
            StartedAt = submitted + 1,
            EndedAt = submitted + 2,
        });

        jobs.Add(job, input);
        Assert.Equal([job], jobs.Load());
        Assert.Equal((0, 1), (jobs.Begin(Job), jobs.Begin(Job)));
        using (var batch = store.CreateBatch())
        {
            BatchStore.PutEnd(batch, ended, "no answer"u8);
            store.Write(batch, Durability.Disk);
        }

        Assert.Equal(
            Vector.GetProperty("stored").EnumerateArray().Select(row => (row[0].GetString(), row[1].GetString())),
            store.Scan(Column.BatchJobs).Select(row => ((string?)Hex.Encode(row.Key), (string?)Hex.Encode(row.Value))));
        Assert.Equal([ended], jobs.Load());
        Assert.Equal((input, "no answer"), (jobs.InputOf(Job), Encoding.UTF8.GetString(jobs.AnswerOf(Job)!)));
        jobs.Remove(Job);
        Assert.Empty(store.Scan(Column.BatchJobs));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
