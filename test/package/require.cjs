require('./deliver.cjs')(require('actions-clevertap')).catch((error) => {
  console.error(error)
  process.exitCode = 1
})
