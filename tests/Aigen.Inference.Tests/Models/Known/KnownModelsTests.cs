using Aigen.Inference.Tests.Support;

namespace Aigen.Inference.Tests.Models;

public sealed class KnownModelsTests
{
    [Fact]
    public async Task All_OfTheFile_HaveIdsOfTheirOwnAndTheGuidesAreThere()
    {
        Assert.Equal(KnownModels.All.Count, KnownModels.All.Select(model => model.Id).Distinct().Count());
        Assert.All(KnownModels.All, model => Assert.Contains(model.MinimumTier, (string[])["free", "basic", "pro", "unlimited"]));
        Assert.All(KnownModels.All, model => Assert.True(model.Sha256 is null || model.Sha256.Length == 64 && model.Size > 0, model.Id));
        foreach (var id in (string[])["mistral-7b", "llama2-13b", "codegen-16b"]) Assert.NotNull(KnownModels.Find(id));

        var embedded = KnownModels.Find("aigen-tiny")!;
        Assert.Equal((new FileInfo(TestModels.TinyPath).Length, Path.GetFileName(TestModels.TinyPath)), (embedded.Size!.Value, embedded.File));
        Assert.Equal(await FileDigest.ComputeSha256Async(TestModels.TinyPath, default), embedded.Sha256);
    }
}
